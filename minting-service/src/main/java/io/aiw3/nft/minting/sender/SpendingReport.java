package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.domain.Cost;
import io.aiw3.nft.minting.domain.Runway;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
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
  private static final String SPENT =
      "SELECT COUNT(*) AS transactions, COALESCE(SUM(kind = 'mint'), 0) AS mints,"
          + " COALESCE(SUM(spent_lamports), 0) AS total, COALESCE(SUM(priority_lamports), 0) AS"
          + " priority, COALESCE(SUM(IF(signed_at >= UTC_TIMESTAMP(3) - INTERVAL 10 MINUTE,"
          + " spent_lamports, 0)), 0) AS short_window FROM chain_transaction WHERE signed_at >="
          + " UTC_TIMESTAMP(3) - INTERVAL 24 HOUR AND spent_lamports > 0";

  private final Statements statements;
  private final ChainFacts facts;
  private final Heartbeat heartbeat;
  private final AtomicLong signatures;
  private final AtomicLong priority;
  private final AtomicLong rent;
  private final AtomicLong metaplex;
  private final AtomicReference<Double> lastsShort = new AtomicReference<>(Double.NaN);
  private final AtomicReference<Double> lastsLong = new AtomicReference<>(Double.NaN);

  SpendingReport(
      Statements statements,
      ChainFacts facts,
      SenderConfig config,
      Heartbeats heartbeats,
      MeterRegistry metrics) {
    this.statements = statements;
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
    return statements
        .run(SPENT)
        .map(rows -> rows.iterator().next())
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

  private void noteParts(Row spent) {
    long ofSignatures = spent.getLong("transactions") * Cost.SIGNATURES;
    long ofMetaplex = spent.getLong("mints") * Cost.METAPLEX_FEE;
    long ofPriority = spent.getLong("priority");
    signatures.set(ofSignatures);
    metaplex.set(ofMetaplex);
    priority.set(ofPriority);
    rent.set(spent.getLong("total") - ofSignatures - ofMetaplex - ofPriority);
  }

  private Uni<Void> noteRunway(Row spent) {
    return Uni.combine()
        .all()
        .unis(facts.balance(), facts.minimumBalance())
        .asTuple()
        .invoke(
            now -> {
              long balance = now.getItem1();
              long minimum = now.getItem2();
              lastsShort.set(
                  Runway.seconds(balance, minimum, spent.getLong("short_window"), SHORT));
              lastsLong.set(Runway.seconds(balance, minimum, spent.getLong("total"), LONG));
            })
        .replaceWithVoid();
  }
}
