package io.aiw3.nft.minting.rpc;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;

/**
 * So many calls a second, and bursts of as many as fall into one second. Permits are handed out in
 * advance: the taker gets how long to wait for it. All times are of one monotonic clock, in
 * nanoseconds.
 */
final class RateLimit {
  /** The wait would be longer than allowed; nothing was taken. */
  static final long TOO_LONG = -1;

  private static final long SECOND = 1_000_000_000L;
  private static final long MILLI = 1_000_000L;

  private final long interval;
  private final long burst;
  private final AtomicLong next;

  /**
   * @param perSecond 0: no limit
   */
  RateLimit(int perSecond, long now) {
    interval = perSecond <= 0 ? 0 : SECOND / perSecond;
    burst = SECOND - interval;
    next = new AtomicLong(now - SECOND);
  }

  /** How long a permit that was taken now would have to be waited for. */
  long waitFrom(long now) {
    return interval == 0 ? 0 : Math.max(0, at(next.get(), now) - now);
  }

  /**
   * Takes a permit.
   *
   * @return how long to wait before it may be used, or {@link #TOO_LONG}
   */
  long take(long now, long longestWait) {
    if (interval == 0) {
      return 0;
    }
    while (true) {
      long seen = next.get();
      long at = at(seen, now);
      if (at - now > longestWait) {
        return TOO_LONG;
      }
      if (next.compareAndSet(seen, at + interval)) {
        return Math.max(0, at - now);
      }
    }
  }

  /** A wait as timers take it: in whole milliseconds, one at least. */
  static Duration pause(long nanos) {
    return Duration.ofMillis(Math.max(1, (nanos + MILLI - 1) / MILLI));
  }

  /** Unused permits older than a second are forgotten. */
  private long at(long seen, long now) {
    long oldest = now - burst;
    return seen - oldest > 0 ? seen : oldest;
  }
}
