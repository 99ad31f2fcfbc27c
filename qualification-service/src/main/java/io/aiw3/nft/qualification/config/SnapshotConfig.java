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

  /** How often delayed snapshots are looked for. */
  @WithDefault("100ms")
  Duration poll();

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
