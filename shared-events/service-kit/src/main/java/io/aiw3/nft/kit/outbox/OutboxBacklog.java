package io.aiw3.nft.kit.outbox;

import io.aiw3.nft.kit.config.KitConfig;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.Startup;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;

/**
 * {@code aiw3_outbox_waiting}: unpublished messages, counted up to {@value #MOST}. Every replica
 * polls, so that the figure is there when no replica leads. Without the relay nothing shows whether
 * a row was published, and the figure stays 0.
 */
@Startup
@ApplicationScoped
class OutboxBacklog {
  private static final int MOST = 100_000;
  private static final String COUNT =
      "SELECT COUNT(*) FROM (SELECT 1 FROM outbox LIMIT " + MOST + ") AS waiting";

  private final boolean relay;
  private final Statements statements;
  private final Heartbeat heartbeat;
  private final AtomicLong waiting;

  OutboxBacklog(
      KitConfig config, Statements statements, Heartbeats heartbeats, MeterRegistry metrics) {
    this.relay = config.outbox().relay();
    this.statements = statements;
    this.heartbeat = heartbeats.registerScheduled("outbox-backlog", config.outbox().countEvery());
    this.waiting = metrics.gauge("aiw3.outbox.waiting", new AtomicLong());
  }

  @Scheduled(
      every = "{aiw3.outbox.count-every:10s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> count() {
    if (!relay) {
      heartbeat.beat();
      return Uni.createFrom().voidItem();
    }
    return statements
        .run(COUNT)
        .invoke(rows -> waiting.set(rows.iterator().next().getLong(0)))
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(() -> heartbeat.beat())
        .replaceWithVoid();
  }
}
