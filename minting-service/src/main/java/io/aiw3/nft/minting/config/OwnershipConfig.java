package io.aiw3.nft.minting.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** The watch over who holds the NFTs that were minted. */
@ConfigMapping(prefix = "aiw3.ownership")
public interface OwnershipConfig {
  @WithDefault("true")
  boolean enabled();

  /** How long after its last check an NFT is checked again. */
  @WithDefault("40s")
  Duration age();

  /** How often NFTs that are due are searched for when none was. */
  @WithDefault("2s")
  Duration poll();

  /**
   * Calls to nodes a second, of each replica. 100 NFTs take one call: 20 a second check 100,000
   * NFTs in 50 s.
   */
  @WithDefault("20")
  int callsPerSecond();

  /** Rounds that are under way at a time; they share the calls. */
  @WithDefault("2")
  int rounds();

  /** NFTs that are checked at once, in each round. */
  @WithDefault("3000")
  int batch();

  /**
   * NFTs of each batch whose new holder is searched for, at a call for each and one for all of
   * them, or the transaction that burned them. As many more as a batch that is not full has calls
   * to spare.
   */
  @WithDefault("16")
  int searches();

  /** How long an NFT stays with a replica that has died. */
  @WithDefault("1m")
  Duration lease();

  /** Until an NFT is checked again whose change is not final yet. */
  @WithDefault("2s")
  Duration finality();
}
