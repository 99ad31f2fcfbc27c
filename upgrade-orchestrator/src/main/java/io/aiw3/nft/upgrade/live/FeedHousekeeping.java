package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.Erasure;
import io.aiw3.nft.upgrade.persistence.FeedListeners;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.jboss.logging.Logger;

/** Deletes events that no client can request any more, and the last of users who were removed. */
@ApplicationScoped
class FeedHousekeeping {
  private static final Logger LOG = Logger.getLogger(FeedHousekeeping.class);

  private static final String EVERY = "10m";

  /** What other services publish about a user reaches the feed in far less. */
  private static final Duration UNDER_WAY = Duration.ofMinutes(10);

  private final FeedStore feed;
  private final FeedListeners listeners;
  private final Erasure erasure;
  private final LiveConfig config;
  private final Heartbeat heartbeat;

  FeedHousekeeping(
      FeedStore feed,
      FeedListeners listeners,
      Erasure erasure,
      LiveConfig config,
      Heartbeats heartbeats) {
    this.erasure = erasure;
    this.feed = feed;
    this.listeners = listeners;
    this.config = config;
    this.heartbeat = heartbeats.registerScheduled("feed-housekeeping", EVERY);
  }

  @Scheduled(
      every = EVERY,
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return feed.purge(config.retention())
        .chain(listeners::forget)
        .chain(() -> erasure.finish(UNDER_WAY))
        .onFailure()
        .invoke(e -> LOG.warnf("feed purge failed cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .eventually(heartbeat::beat);
  }
}
