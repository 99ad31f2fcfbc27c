package io.aiw3.nft.kit.retry;

import java.time.Duration;

/**
 * Pauses that double with each failure in a row. They are stored with the row that waits, for any
 * replica and across restarts, so no library's retry can keep them.
 */
public final class BackOff {
  /** What comes after them exceeds every limit; and a longer shift would not be a doubling. */
  private static final int MOST_DOUBLINGS = 20;

  private BackOff() {}

  /**
   * @param failures in a row; after none the pause is the first
   * @param longest no pause exceeds it
   */
  public static Duration after(int failures, Duration first, Duration longest) {
    Duration pause = first.multipliedBy(1L << Math.min(failures, MOST_DOUBLINGS));
    return pause.compareTo(longest) > 0 ? longest : pause;
  }
}
