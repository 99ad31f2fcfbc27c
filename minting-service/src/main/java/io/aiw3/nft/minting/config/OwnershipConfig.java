package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The watch over who holds the NFTs that were minted. */
@ConfigMapping(prefix = "aiw3.ownership")
public interface OwnershipConfig {
  @WithDefault("true")
  boolean enabled();

  /** How old the last look at an NFT may become. */
  @WithDefault("10m")
  Duration age();

  /** How often NFTs whose look is too old are searched for. */
  @WithDefault("5s")
  Duration poll();
}
