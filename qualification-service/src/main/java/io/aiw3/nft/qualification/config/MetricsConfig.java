package io.aiw3.nft.qualification.config;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;

/** Figures for operators. */
@ConfigMapping(prefix = "aiw3.metrics")
public interface MetricsConfig {
  /** How often the users of each level are counted: a scan of one index. */
  @WithDefault("1m")
  Duration usersEvery();
}
