package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Forgets, in small batches, what no message and no client can repeat any more. */
@ApplicationScoped
public class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final int BATCH = 1000;

  private final Statements statements;
  private final KitConfig config;
  private final Heartbeat heartbeat;

  Housekeeping(Statements statements, KitConfig config, Heartbeats heartbeats) {
    this.statements = statements;
    this.config = config;
    this.heartbeat = heartbeats.registerScheduled("housekeeping", config.housekeeping().every());
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
        .recoverWithNull()
        .invoke(() -> heartbeat.beat());
  }

  private Uni<Void> purge(String table, String column, Duration age) {
    return statements
        .run(
            "DELETE FROM %s WHERE %s < UTC_TIMESTAMP(3) - INTERVAL ? SECOND LIMIT %d"
                .formatted(table, column, BATCH),
            Tuple.of(age.toSeconds()))
        .invoke(() -> heartbeat.beat())
        .chain(
            result ->
                result.rowCount() < BATCH
                    ? Uni.createFrom().voidItem()
                    : purge(table, column, age));
  }
}
