package io.aiw3.nft.minting.ownership;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.minting.config.SenderConfig;
import io.aiw3.nft.minting.persistence.ownership.OwnershipQueue;
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

  private final OwnershipQueue queue;
  private final Heartbeat heartbeat;
  private final AtomicLong oldest = new AtomicLong();

  OwnershipHealth(
      OwnershipQueue queue, SenderConfig config, Heartbeats heartbeats, MeterRegistry metrics) {
    this.queue = queue;
    this.heartbeat =
        heartbeats.registerScheduled("ownership-health", config.healthEvery().toString());
    metrics.gauge("aiw3.ownership.oldest.check.seconds", oldest);
  }

  @Scheduled(
      every = "{aiw3.sender.health-every:5s}",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> look() {
    return queue
        .oldestCheck()
        .invoke(age -> oldest.set(age.toSeconds()))
        .onFailure()
        .invoke(e -> LOG.debugf("ownership watch check failed cause=%s", e))
        .onFailure()
        .recoverWithNull()
        .onTermination()
        .invoke(() -> heartbeat.beat())
        .replaceWithVoid();
  }
}
