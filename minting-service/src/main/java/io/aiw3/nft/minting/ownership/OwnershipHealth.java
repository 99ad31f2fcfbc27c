package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.kit.transaction.Statements;
import io.aiw3.nft.minting.config.SenderConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/** How far the ownership watch is behind: the age of the oldest check. */
@ApplicationScoped
public class OwnershipHealth {
  private static final Logger LOG = Logger.getLogger(OwnershipHealth.class);
  private static final String OLDEST =
      "SELECT COALESCE(TIMESTAMPDIFF(SECOND, MIN(watched_at), UTC_TIMESTAMP(3)), 0) FROM usernft"
          + " WHERE watched_at IS NOT NULL";

  private final Statements statements;
  private final Heartbeat heartbeat;
  private final AtomicLong oldest = new AtomicLong();

  OwnershipHealth(
      Statements statements, SenderConfig config, Heartbeats heartbeats, MeterRegistry metrics) {
    this.statements = statements;
    this.heartbeat =
        heartbeats.registerScheduled("ownership-health", config.healthEvery().toString());
    metrics.gauge("aiw3.ownership.oldest.check.seconds", oldest);
  }

  @Scheduled(
      every = "{aiw3.sender.health-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return statements
        .run(OLDEST)
        .invoke(rows -> oldest.set(Math.max(0, rows.iterator().next().getLong(0))))
        .onFailure()
        .invoke(e -> LOG.debugf("ownership watch check failed cause=%s", e))
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(() -> heartbeat.beat())
        .replaceWithVoid();
  }
}
