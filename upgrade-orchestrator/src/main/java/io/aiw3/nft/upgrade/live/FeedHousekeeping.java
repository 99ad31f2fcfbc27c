package io.aiw3.nft.upgrade.live;

import io.aiw3.nft.kit.liveness.Heartbeat;
import io.aiw3.nft.kit.liveness.Heartbeats;
import io.aiw3.nft.upgrade.config.LiveConfig;
import io.aiw3.nft.upgrade.persistence.FeedStore;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import org.jboss.logging.Logger;

/** Deletes events that no client can request any more. */
@ApplicationScoped
class FeedHousekeeping {
  private static final Logger LOG = Logger.getLogger(FeedHousekeeping.class);

  private static final String EVERY = "10m";

  private final FeedStore feed;
  private final LiveConfig config;
  private final Heartbeat heartbeat;

  FeedHousekeeping(FeedStore feed, LiveConfig config, Heartbeats heartbeats) {
    this.feed = feed;
    this.config = config;
    this.heartbeat = heartbeats.registerScheduled("feed-housekeeping", EVERY);
  }

  @Scheduled(
      every = EVERY,
      delayed = "1m",
      concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
  Uni<Void> purge() {
    return feed.purge(config.retention())
        .onFailure()
        .invoke(e -> LOG.warnf("feed purge failed cause=%s", e.toString()))
        .onFailure()
        .recoverWithNull()
        .eventually(heartbeat::beat);
  }
}
