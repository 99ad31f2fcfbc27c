package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.DeadLetters;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.qualification.ingest.WaitingReversals.Waiting;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Shows how many reversals wait for their original ({@code aiw3_ingest_reversals_waiting}), and
 * gives up those that have waited too long: they become dead letters, which can be replayed.
 */
@ApplicationScoped
class WaitingReversalSweep {
  private static final Logger LOG = Logger.getLogger(WaitingReversalSweep.class);
  private static final int BATCH = 200;
  private static final String COUNT = "SELECT COUNT(*) FROM waiting_reversal";
  private static final String EXPIRED =
      "SELECT r.trade_id, r.wallet_address, r.total_usd_price, r.reverses, r.executed_at,"
          + " w.source_partition, w.source_offset FROM waiting_reversal w FORCE INDEX"
          + " (idx_received) JOIN trades r ON r.trade_id = w.reversal_id"
          + " WHERE w.received_at < CURRENT_TIMESTAMP(3) - INTERVAL ? SECOND LIMIT "
          + BATCH
          + " FOR UPDATE SKIP LOCKED";
  private static final List<String> REMOVE =
      List.of(
          "DELETE FROM waiting_reversal WHERE original_id = ? AND reversal_id = ?",
          "DELETE FROM trades WHERE trade_id = ? AND trade_type IS NULL AND NOT EXISTS"
              + " (SELECT 1 FROM waiting_reversal WHERE original_id = ?)",
          "DELETE FROM trades WHERE trade_id = ?");

  private final Transactions transactions;
  private final IngestConfig config;
  private final String source;
  private final AtomicLong waiting;
  private final Heartbeat heartbeat;

  WaitingReversalSweep(
      Transactions transactions,
      IngestConfig config,
      Heartbeats heartbeats,
      MeterRegistry metrics,
      @ConfigProperty(name = "quarkus.application.name") String application) {
    this.transactions = transactions;
    this.config = config;
    this.source = "/" + application;
    this.heartbeat =
        heartbeats.registerScheduled("reversal-sweep", config.reversalsPoll().toString());
    this.waiting = metrics.gauge("aiw3.ingest.reversals.waiting", new AtomicLong());
  }

  @Scheduled(
      every = "{aiw3.ingest.reversals-poll:1m}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> sweep() {
    return transactions
        .run(this::giveUp)
        .chain(count -> count == BATCH ? sweep() : Uni.createFrom().voidItem())
        .onFailure()
        .invoke(e -> LOG.warnf("waiting reversal check failed cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .invoke(() -> heartbeat.beat());
  }

  private Uni<Integer> giveUp(Transaction tx) {
    return tx.run(EXPIRED, Tuple.of(config.reversalsWait().toSeconds()))
        .chain(
            rows -> {
              List<Waiting> expired = new ArrayList<>();
              Uni<Void> removed = Uni.createFrom().voidItem();
              for (var row : rows) {
                Waiting reversal = Waiting.of(row);
                expired.add(reversal);
                String original = row.getString("reverses");
                removed = removed.chain(() -> remove(tx, original, reversal.id()));
              }
              return removed.replaceWith(expired);
            })
        .invoke(
            expired ->
                expired.forEach(
                    reversal ->
                        tx.publish(
                            DeadLetters.of(
                                reversal.origin(),
                                new BadMessageException("the reversed trade did not arrive"),
                                source))))
        .call(() -> tx.run(COUNT).invoke(rows -> waiting.set(rows.iterator().next().getLong(0))))
        .map(List::size);
  }

  private static Uni<Void> remove(Transaction tx, String original, String reversal) {
    return tx.run(REMOVE.get(0), Tuple.of(original, reversal))
        .chain(() -> tx.run(REMOVE.get(1), Tuple.of(original, original)))
        .chain(() -> tx.run(REMOVE.get(2), Tuple.of(reversal)))
        .replaceWithVoid();
  }
}
