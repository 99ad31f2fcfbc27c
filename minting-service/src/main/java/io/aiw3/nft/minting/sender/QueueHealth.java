package io.aiw3.nft.minting.sender;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.persistence.QueueFigures;
import io.aiw3.nft.minting.rpc.ChainFacts;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.jboss.logging.Logger;

/**
 * State of the queue: {@code ok}, {@code degraded}, {@code blocked} or {@code stuck} (solana.md
 * §4), as gauges too. Blocked is what waits long for a reason that it names and an operator removes
 * (lamports, a limit, a pin, a key, the signer); stuck is what waits long for any other. What
 * cannot be put on IPFS is counted beside it.
 */
@ApplicationScoped
public class QueueHealth {
  private static final Logger LOG = Logger.getLogger(QueueHealth.class);

  private final QueueFigures figures;
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
  private final AtomicLong unpinned = new AtomicLong();
  private final AtomicReference<String> state = new AtomicReference<>("ok");

  QueueHealth(
      QueueFigures figures,
      SenderConfig config,
      ChainFacts facts,
      Spending spending,
      Heartbeats heartbeats,
      MeterRegistry metrics) {
    this.figures = figures;
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
    metrics.gauge("aiw3.assets.failing", unpinned);
  }

  /** {@code ok}, {@code degraded}, {@code blocked} or {@code stuck}. */
  public String state() {
    return state.get();
  }

  @Scheduled(
      every = "{aiw3.sender.health-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return figures
        .counts(config.degradedUnsent(), config.degradedUnconfirmed(), config.stuck())
        .invoke(this::note)
        .chain(() -> figures.unpinned())
        .invoke(unpinned::set)
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

  private void note(QueueFigures.Counts now) {
    waiting.set(now.waiting());
    inFlight.set(now.inFlight());
    confirmed.set(now.confirmed());
    prepared.set(now.prepared());
    degraded.set(now.unsent() + now.unconfirmed());
    stuck.set(now.stuck());
    blocked.set(now.blocked());
    String current = stateOf(stuck.get(), blocked.get(), degraded.get());
    String before = state.getAndSet(current);
    if (!current.equals(before)) {
      LOG.warnf(
          "queue health changed state=%s previous=%s degraded=%d stuck=%d blocked=%d",
          current, before, degraded.get(), stuck.get(), blocked.get());
    }
  }

  private static String stateOf(long stuck, long blocked, long degraded) {
    if (stuck > 0) {
      return "stuck";
    }
    return blocked > 0 ? "blocked" : degraded > 0 ? "degraded" : "ok";
  }
}
