package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Pool;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets, in small batches, what no message and no client can repeat any more. */
@ApplicationScoped
public class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final int BATCH = 1000;

  private final Pool pool;
  private final KitConfig config;

  Housekeeping(Pool pool, KitConfig config) {
    this.pool = pool;
    this.config = config;
  }

  @Scheduled(
      every = "{aiw3.housekeeping.every:10m}",
      delayed = "{aiw3.housekeeping.delay:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return purge("inbox", "received_at", config.inbox().retention())
        .chain(() -> purge("idempotency_key", "created_at", config.idempotency().retention()))
        .onFailure()
        .invoke(e -> LOG.warnf("housekeeping failed errorCode=%s", e.toString()))
        .onFailure()
        .recoverWithNull();
  }

  private Uni<Void> purge(String table, String column, Duration age) {
    return pool.preparedQuery(
            "DELETE FROM %s WHERE %s < UTC_TIMESTAMP(3) - INTERVAL ? SECOND LIMIT %d"
                .formatted(table, column, BATCH))
        .execute(Tuple.of(age.toSeconds()))
        .chain(
            result ->
                result.rowCount() < BATCH
                    ? Uni.createFrom().voidItem()
                    : purge(table, column, age));
  }
}
