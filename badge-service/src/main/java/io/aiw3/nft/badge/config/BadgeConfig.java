package io.aiw3.nft.badge.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;

/** Settings of this service's badges. */
@ConfigMapping(prefix = "aiw3.badges")
public interface BadgeConfig {
  /**
   * After this service's database went back in time: read what it has published, and let badges
   * that are older than that, or lost, come back from there.
   */
  @WithDefault("false")
  boolean restore();
}
