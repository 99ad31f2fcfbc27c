package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Rate of chain reads for pages that show an NFT; above it they show the rest of it. */
@ConfigMapping(prefix = "aiw3.facts")
public interface FactsConfig {
  /** How old an answer may be. */
  @WithDefault("10s")
  Duration age();

  /** NFTs read in a second by a replica, three calls each, beside what the sender needs. */
  @WithDefault("5")
  int perSecond();

  /** NFTs read in a minute for one caller. */
  @WithDefault("30")
  int perCaller();
}
