package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.mint.Delays;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import io.vertx.mutiny.sqlclient.Row;
import io.vertx.mutiny.sqlclient.Tuple;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * State of the queue: {@code ok}, {@code degraded}, {@code blocked} or {@code stuck} (solana.md
 * §4), as gauges too. Blocked is what waits long for a reason that it names and an operator removes
 * (lamports, a limit, a pin, a key, the signer); stuck is what waits long for any other.
 */
@ApplicationScoped
public class QueueHealth {
  private static final Logger LOG = Logger.getLogger(QueueHealth.class);
  private static final String COUNT =
      "SELECT COALESCE(SUM(state IN ('queued','blocked')), 0) AS waiting, COALESCE(SUM(state ="
          + " 'sent'), 0) AS in_flight, COALESCE(SUM(state = 'confirmed'), 0) AS confirmed,"
          + " COALESCE(SUM(state IN ('offered','prepared')), 0) AS prepared, COALESCE(SUM(state ="
          + " 'queued' AND queued_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND), 0) AS unsent,"
          + " COALESCE(SUM(state = 'sent' AND signed_at < UTC_TIMESTAMP(3) - INTERVAL ? SECOND), 0)"
          + " AS unconfirmed, COALESCE(SUM(late AND NOT provided), 0) AS stuck,"
          + " COALESCE(SUM(late AND provided), 0) AS blocked FROM (SELECT state, queued_at,"
          + " signed_at, state NOT IN ('offered','prepared') AND queued_at < UTC_TIMESTAMP(3) -"
          + " INTERVAL ? SECOND AS late, state = 'queued' AND COALESCE(error_code, '') IN ("
          + Delays.PROVIDED_BY_OPERATORS
          + ") AS provided FROM chain_transaction WHERE state IN"
          + " ('blocked','queued','offered','signed','prepared','sent','confirmed')) AS unfinished";

  private final Statements statements;
  private final SenderConfig config;
  private final ChainFacts facts;
  private final Spending spending;
  private final Heartbeat heartbeat;
  private final AtomicLong waiting = new AtomicLong();
  private final AtomicLong inFlight = new AtomicLong();
  private final AtomicLong confirmed = new AtomicLong();
  private final AtomicLong prepared = new AtomicLong();
  private final AtomicLong degraded = new AtomicLong();
  private final AtomicLong stuck = new AtomicLong();
  private final AtomicLong blocked = new AtomicLong();
  private final AtomicReference<String> state = new AtomicReference<>("ok");

  QueueHealth(
      Statements statements,
      SenderConfig config,
      ChainFacts facts,
      Spending spending,
      Heartbeats heartbeats,
      MeterRegistry metrics) {
    this.statements = statements;
    this.config = config;
    this.facts = facts;
    this.spending = spending;
    this.heartbeat = heartbeats.registerScheduled("queue-health", config.healthEvery().toString());
    metrics.gauge("aiw3.chain.waiting", waiting);
    metrics.gauge("aiw3.chain.in.flight", inFlight);
    metrics.gauge("aiw3.chain.confirmed", confirmed);
    metrics.gauge("aiw3.chain.prepared", prepared);
    metrics.gauge("aiw3.chain.degraded", degraded);
    metrics.gauge("aiw3.chain.stuck", stuck);
    metrics.gauge("aiw3.chain.blocked", blocked);
  }

  /** {@code ok}, {@code degraded}, {@code blocked} or {@code stuck}. */
  public String state() {
    return state.get();
  }

  @Scheduled(
      every = "{aiw3.sender.health-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return statements
        .run(
            COUNT,
            Tuple.of(
                seconds(config.degradedUnsent()),
                seconds(config.degradedUnconfirmed()),
                seconds(config.stuck())))
        .invoke(rows -> note(rows.iterator().next()))
        .chain(() -> spending.count())
        .chain(() -> facts.isBalanceLow())
        .onFailure()
        .invoke(e -> LOG.debugf("queue health check failed cause=%s", e))
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(() -> heartbeat.beat())
        .replaceWithVoid();
  }

  private static long seconds(Duration duration) {
    return duration.toSeconds();
  }

  private void note(Row row) {
    waiting.set(row.getLong("waiting"));
    inFlight.set(row.getLong("in_flight"));
    confirmed.set(row.getLong("confirmed"));
    prepared.set(row.getLong("prepared"));
    degraded.set(row.getLong("unsent") + row.getLong("unconfirmed"));
    stuck.set(row.getLong("stuck"));
    blocked.set(row.getLong("blocked"));
    String now = stateOf(stuck.get(), blocked.get(), degraded.get());
    String before = state.getAndSet(now);
    if (!now.equals(before)) {
      LOG.warnf(
          "queue health changed state=%s previous=%s degraded=%d stuck=%d blocked=%d",
          now, before, degraded.get(), stuck.get(), blocked.get());
    }
  }

  private static String stateOf(long stuck, long blocked, long degraded) {
    if (stuck > 0) {
      return "stuck";
    }
    return blocked > 0 ? "blocked" : degraded > 0 ? "degraded" : "ok";
  }
}
