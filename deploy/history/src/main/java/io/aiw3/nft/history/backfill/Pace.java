package io.aiw3.nft.history.backfill;

import java.util.concurrent.TimeUnit;

/** Holds back, so that the trades of the day do not wait behind those of the past. */
final class Pace {
  private final long perSecond;
  private final long began = System.nanoTime();
  private long rows;

  /**
   * @param perSecond rows a second; 0: as fast as it goes
   */
  Pace(long perSecond) {
    this.perSecond = perSecond;
  }

  /** Returns when the next row is due. */
  void await() throws InterruptedException {
    if (perSecond > 0) {
      long due = began + (long) (rows * 1e9 / perSecond);
      long wait = due - System.nanoTime();
      if (wait > 1_000_000) {
        TimeUnit.NANOSECONDS.sleep(wait);
      }
    }
    rows++;
  }
}
