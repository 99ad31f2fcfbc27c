package io.aiw3.nft.kit.inbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Transactions;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * Deletes, in small batches, what no message and no client can repeat any more.
 *
 * <p>A run ends: it has a bounded number of batches, each of which ends within the limit of a
 * transaction. What is left is the next run's.
 */
@ApplicationScoped
public class Housekeeping {
  private static final Logger LOG = Logger.getLogger(Housekeeping.class);
  private static final int BATCH = 1000;

  private final Transactions transactions;
  private final KitConfig config;
  private final Heartbeat heartbeat;

  Housekeeping(Transactions transactions, KitConfig config, Heartbeats heartbeats) {
    this.transactions = transactions;
    this.config = config;
    this.heartbeat = heartbeats.registerScheduled("housekeeping", config.housekeeping().every());
  }

  @Scheduled(
      every = "{aiw3.housekeeping.every:10m}",
      delayed = "{aiw3.housekeeping.delay:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return purge("inbox", "received_at", config.inbox().retention())
        .chain(() -> purge("idempotency_key", "created_at", config.idempotency().retention()));
  }

  /** One table's failure is not the other's. */
  private Uni<Void> purge(String table, String column, Duration age) {
    return purge(table, column, age, config.housekeeping().batches())
        .onFailure()
        .invoke(e -> LOG.warnf("housekeeping failed table=%s cause=%s", table, e.toString()))
        .onFailure()
        .recoverWithNull()
        .invoke(() -> heartbeat.beat());
  }

  private Uni<Void> purge(String table, String column, Duration age, int batches) {
    String delete =
        "DELETE FROM %s WHERE %s < UTC_TIMESTAMP(3) - INTERVAL ? SECOND ORDER BY %s LIMIT %d"
            .formatted(table, column, column, BATCH);
    return transactions
        .run(tx -> tx.update(delete, age.toSeconds()))
        .invoke(() -> heartbeat.beat())
        .chain(
            deleted ->
                deleted < BATCH || batches <= 1
                    ? Uni.createFrom().voidItem()
                    : purge(table, column, age, batches - 1));
  }
}
