package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.Cost;
import io.aiw3.nft.minting.domain.Runway;
import io.aiw3.nft.minting.persistence.QueueFigures;
import io.aiw3.nft.minting.persistence.QueueFigures.Spent;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * What the system wallet has spent in the last 24 hours, over all replicas, by what it was for; and
 * how long it lasts at the spend of that window and of a short one.
 */
@ApplicationScoped
class SpendingReport {
  private static final Logger LOG = Logger.getLogger(SpendingReport.class);
  private static final Duration LONG = Duration.ofHours(24);
  private static final Duration SHORT = Duration.ofMinutes(10);
  private final QueueFigures figures;
  private final ChainFacts facts;
  private final Heartbeat heartbeat;
  private final AtomicLong signatures;
  private final AtomicLong priority;
  private final AtomicLong rent;
  private final AtomicLong metaplex;
  private final AtomicReference<Double> lastsShort = new AtomicReference<>(Double.NaN);
  private final AtomicReference<Double> lastsLong = new AtomicReference<>(Double.NaN);

  SpendingReport(
      QueueFigures figures,
      ChainFacts facts,
      SenderConfig config,
      Heartbeats heartbeats,
      MeterRegistry metrics) {
    this.figures = figures;
    this.facts = facts;
    this.heartbeat =
        heartbeats.registerScheduled("spending-report", config.spendingEvery().toString());
    this.signatures = part(metrics, "signatures");
    this.priority = part(metrics, "priority");
    this.rent = part(metrics, "rent");
    this.metaplex = part(metrics, "metaplex");
    runway(metrics, "10m", lastsShort);
    runway(metrics, "24h", lastsLong);
  }

  private static AtomicLong part(MeterRegistry metrics, String part) {
    return metrics.gauge("aiw3.chain.spent.lamports", Tags.of("part", part), new AtomicLong());
  }

  private static void runway(MeterRegistry metrics, String window, AtomicReference<Double> value) {
    metrics.gauge(
        "aiw3.solana.wallet.runway.seconds",
        Tags.of("window", window),
        value,
        AtomicReference::get);
  }

  @Scheduled(
      every = "{aiw3.sender.spending-every:30s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> read() {
    return figures
        .spent()
        .invoke(this::noteParts)
        .chain(this::noteRunway)
        // So that the first mint after a quiet hour has the rent of now.
        .call(() -> facts.mostOfAMint())
        .onFailure()
        .invoke(e -> LOG.debugf("spending read failed cause=%s", e))
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(() -> heartbeat.beat())
        .replaceWithVoid();
  }

  private void noteParts(Spent spent) {
    long ofSignatures = spent.transactions() * Cost.SIGNATURES;
    long ofMetaplex = spent.mints() * Cost.METAPLEX_FEE;
    long ofPriority = spent.priority();
    signatures.set(ofSignatures);
    metaplex.set(ofMetaplex);
    priority.set(ofPriority);
    rent.set(spent.total() - ofSignatures - ofMetaplex - ofPriority);
  }

  private Uni<Void> noteRunway(Spent spent) {
    return Uni.combine()
        .all()
        .unis(facts.balance(), facts.minimumBalance())
        .asTuple()
        .invoke(
            now -> {
              long balance = now.getItem1();
              long minimum = now.getItem2();
              lastsShort.set(Runway.seconds(balance, minimum, spent.shortWindow(), SHORT));
              lastsLong.set(Runway.seconds(balance, minimum, spent.total(), LONG));
            })
        .replaceWithVoid();
  }
}
