package io.aiw3.nft.qualification.cache;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** How long answers are kept in Redis. */
@ConfigMapping(prefix = "aiw3.cache")
public interface CacheConfig {
  /** {@code nft_qual} and what follows from it. */
  @WithDefault("300s")
  Duration qualification();

  /** {@code nft_benefits}. */
  @WithDefault("3600s")
  Duration benefits();

  /** Longest time from reading the tables to filling the caches. */
  @WithDefault("30s")
  Duration changed();

  /** Longest wait for an answer of Redis; then MySQL is asked. */
  @WithDefault("250ms")
  Duration timeout();

  /** How long Redis is left alone after it did not answer. */
  @WithDefault("1s")
  Duration pause();
}
