package io.aiw3.nft.gateway;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Token buckets: each caller may make so many requests a minute, a sixth of them at once. Shared by
 * all event loops of this gateway; several gateways each count for themselves.
 */
final class RateLimit {
  private static final double NANOS_PER_MINUTE = 60e9;
  private static final int LARGEST = 200_000;

  private final double capacity;
  private final double perNano;
  private final LongSupplier nanos;
  private final Map<String, Bucket> buckets = new ConcurrentHashMap<>();

  private record Bucket(double tokens, long at) {}

  /**
   * @param perMinute requests; 0 for no limit
   * @param nanos a clock that never goes back
   */
  RateLimit(int perMinute, LongSupplier nanos) {
    this.capacity = Math.max(1, perMinute / 6);
    this.perNano = perMinute / NANOS_PER_MINUTE;
    this.nanos = nanos;
  }

  /** Takes one request: 0 if it may pass, else after how many seconds the next may. */
  long take(String caller) {
    if (perNano == 0) {
      return 0;
    }
    long now = nanos.getAsLong();
    if (buckets.size() > LARGEST) {
      buckets.values().removeIf(bucket -> filled(bucket, now) >= capacity);
    }
    long[] wait = {0};
    buckets.compute(
        caller,
        (key, bucket) -> {
          double tokens = bucket == null ? capacity : filled(bucket, now);
          if (tokens >= 1) {
            return new Bucket(tokens - 1, now);
          }
          wait[0] = Math.max(1, (long) Math.ceil((1 - tokens) / perNano / 1e9));
          return new Bucket(tokens, now);
        });
    return wait[0];
  }

  private double filled(Bucket bucket, long now) {
    return Math.min(capacity, bucket.tokens() + (now - bucket.at()) * perNano);
  }
}
