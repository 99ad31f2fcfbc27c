package io.aiw3.nft.qualification.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How qualification snapshots are published. */
@ConfigMapping(prefix = "aiw3.snapshots")
public interface SnapshotConfig {
  /** Shortest time between two snapshots of one user; what changes in it is published after it. */
  @WithDefault("1s")
  Duration interval();

  /** How late a delayed snapshot may be: how often the times are compared, without a query. */
  @WithDefault("100ms")
  Duration poll();

  /** How often to look for delayed snapshots that this replica did not queue, or not since. */
  @WithDefault("1s")
  Duration idlePoll();

  /** Delayed snapshots published in one transaction; a few more when some were queued alone. */
  @WithDefault("500")
  int batch();

  /**
   * Pause between two such transactions while trades are waiting in large numbers. Each of a
   * million users who trade has a snapshot to come: without a pause the trades wait for them.
   */
  @WithDefault("1s")
  Duration pauseBehind();
}
