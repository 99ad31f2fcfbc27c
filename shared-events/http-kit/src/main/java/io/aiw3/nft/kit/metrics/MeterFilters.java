package io.aiw3.nft.kit.metrics;

import io.micrometer.core.instrument.config.MeterFilter;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;

/** What Quarkus applies to the registry before its first meter. */
class MeterFilters {
  @Produces
  @Singleton
  MeterFilter latencyBuckets() {
    return new LatencyBuckets();
  }
}
