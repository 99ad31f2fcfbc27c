package io.aiw3.nft.kit.metrics;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.config.MeterFilter;
import io.micrometer.core.instrument.distribution.DistributionStatisticConfig;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * The histogram of every HTTP server of the suite, gateway included: {@code
 * http_server_requests_seconds_bucket}. Few buckets, for each path and status has them; 0.5 s is
 * the objective of {@code deploy/observability}.
 */
public final class LatencyBuckets implements MeterFilter {
  public static final String REQUESTS = "http.server.requests";

  private static final double[] BUCKETS =
      Stream.of(5, 25, 50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000)
          .mapToDouble(millis -> Duration.ofMillis(millis).toNanos())
          .toArray();

  @Override
  public DistributionStatisticConfig configure(Meter.Id id, DistributionStatisticConfig config) {
    return id.getName().equals(REQUESTS)
        ? DistributionStatisticConfig.builder()
            .serviceLevelObjectives(BUCKETS)
            .build()
            .merge(config)
        : config;
  }
}
