package io.aiw3.nft.badge.assets;

import io.aiw3.nft.badge.persistence.BadgeFill;
import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Gives older badges their metadata and image, beside everything else. */
@ApplicationScoped
class OlderBadges {
  private static final Logger LOG = Logger.getLogger(OlderBadges.class);
  private static final String EVERY = "1m";
  private static final int STEPS = 100;

  private final BadgeFill fill;
  private final Heartbeat heartbeat;

  OlderBadges(BadgeFill fill, Heartbeats heartbeats) {
    this.fill = fill;
    this.heartbeat = heartbeats.registerScheduled("older-badges", EVERY);
  }

  @Scheduled(
      every = EVERY,
      delayed = "5s",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> fill() {
    return steps(STEPS)
        .onFailure()
        .invoke(e -> LOG.warnf("filling of older badges failed; retrying cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .eventually(heartbeat::beat);
  }

  private Uni<Void> steps(int left) {
    return left == 0
        ? Uni.createFrom().voidItem()
        : fill.step().chain(more -> more ? steps(left - 1) : Uni.createFrom().voidItem());
  }
}
