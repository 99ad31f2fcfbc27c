package io.aiw3.nft.qualification.ingest;

import io.aiw3.nft.kit.inbox.BadMessageException;
import io.aiw3.nft.kit.inbox.DeadLetters;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Transaction;
import io.aiw3.nft.kit.transaction.Transactions;
import io.aiw3.nft.qualification.persistence.ledger.WaitingReversals;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
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
    return WaitingReversals.giveUp(tx, config.reversalsWait(), BATCH)
        .invoke(
            expired ->
                expired.forEach(
                    reversal ->
                        tx.publish(
                            DeadLetters.of(
                                reversal.origin(),
                                new BadMessageException("the reversed trade did not arrive"),
                                source))))
        .call(() -> WaitingReversals.count(tx).invoke(waiting::set))
        .map(List::size);
  }
}
