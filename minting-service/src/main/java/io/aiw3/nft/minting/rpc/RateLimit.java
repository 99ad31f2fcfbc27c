package io.aiw3.nft.minting.rpc;

import io.github.bucket4j.Bandwidth;
import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * So many calls a second, and bursts of as many as fall into one second. Permits are handed out in
 * advance: the taker gets how long to wait for it, so that no thread waits. All times are in
 * nanoseconds.
 */
final class RateLimit {
  /** The wait would be longer than allowed; nothing was taken. */
  static final long TOO_LONG = -1;

  private static final long MILLI = 1_000_000L;

  /** Null: no limit. */
  private final Bucket permits;

  /**
   * @param perSecond 0: no limit
   * @param clock monotonic, as {@link System#nanoTime}
   */
  RateLimit(int perSecond, LongSupplier clock) {
    permits = perSecond <= 0 ? null : bucket(perSecond, clock);
  }

  private static Bucket bucket(int perSecond, LongSupplier clock) {
    return Bucket.builder()
        .withCustomTimePrecision(new Clock(clock))
        .addLimit(
            Bandwidth.builder()
                .capacity(perSecond)
                .refillGreedy(perSecond, Duration.ofSeconds(1))
                .build())
        .build();
  }

  private record Clock(LongSupplier nanos) implements TimeMeter {
    @Override
    public long currentTimeNanos() {
      return nanos.getAsLong();
    }

    @Override
    public boolean isWallClockBased() {
      return false;
    }
  }

  /** How long a permit that was taken now would have to be waited for. */
  long toWait() {
    return permits == null ? 0 : permits.estimateAbilityToConsume(1).getNanosToWaitForRefill();
  }

  /**
   * Takes a permit.
   *
   * @param longestWait more than 0
   * @return how long to wait before it may be used, or {@link #TOO_LONG}
   */
  long take(long longestWait) {
    if (permits == null) {
      return 0;
    }
    long[] wait = {0};
    // Reserves; the "blocking strategy" only notes how long a thread would have been parked.
    boolean taken =
        permits.asBlocking().tryConsumeUninterruptibly(1, longestWait, nanos -> wait[0] = nanos);
    return taken ? wait[0] : TOO_LONG;
  }

  /** A wait as timers take it: in whole milliseconds, one at least. */
  static Duration pause(long nanos) {
    return Duration.ofMillis(Math.max(1, (nanos + MILLI - 1) / MILLI));
  }
}
