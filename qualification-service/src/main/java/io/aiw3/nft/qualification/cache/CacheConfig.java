package io.aiw3.nft.qualification.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long responses are kept in Redis. */
@ConfigMapping(prefix = "aiw3.cache")
public interface CacheConfig {
  /** {@code nft_qual} and what follows from it. */
  @WithDefault("300s")
  Duration qualification();

  /** {@code nft_benefits}. */
  @WithDefault("3600s")
  Duration benefits();

  /**
   * Life of the key that decides who may fill the entries; it must outlive them. A fill whose read
   * began earlier than this is rejected.
   */
  @WithDefault("2h")
  Duration version();

  /** Longest wait for a response of Redis; then the tables are read. */
  @WithDefault("250ms")
  Duration timeout();

  /** How long Redis is not called after it did not respond. */
  @WithDefault("1s")
  Duration pause();
}
