package io.aiw3.nft.gateway;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.ConsumptionProbe;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;

/**
 * Token buckets: each caller may make so many requests a minute, a sixth of them at once. Shared by
 * all event loops of this gateway; several gateways each count for themselves. A bucket that must
 * be full again is forgotten, and of more callers than {@link #MOST_CALLERS} those that call
 * seldom.
 */
final class RateLimit {
  private static final int MOST_CALLERS = 200_000;
  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final int perMinute;
  private final TimeMeter clock;
  private final Cache<String, Bucket> buckets;

  /**
   * @param perMinute requests; 0 for no limit
   */
  RateLimit(int perMinute, TimeMeter clock) {
    this.perMinute = perMinute;
    this.clock = clock;
    this.buckets =
        Caffeine.newBuilder()
            .maximumSize(MOST_CALLERS)
            .expireAfterAccess(MINUTE.plusSeconds(1))
            .ticker((Ticker) clock::currentTimeNanos)
            .build();
  }

  /** Takes one request: 0 if it may pass, else after how many seconds the next may. */
  long take(String caller) {
    if (perMinute == 0) {
      return 0;
    }
    ConsumptionProbe probe = buckets.get(caller, first -> bucket()).tryConsumeAndReturnRemaining(1);
    return probe.isConsumed()
        ? 0
        : Math.max(1, Duration.ofNanos(probe.getNanosToWaitForRefill() + 999_999_999).toSeconds());
  }

  private Bucket bucket() {
    return Bucket.builder()
        .withCustomTimePrecision(clock)
        .addLimit(
            Bandwidth.builder()
                .capacity(Math.max(1, perMinute / 6))
                .refillGreedy(perMinute, MINUTE)
                .build())
        .build();
  }
}
