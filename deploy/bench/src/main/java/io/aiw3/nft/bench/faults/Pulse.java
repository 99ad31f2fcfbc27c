package io.aiw3.nft.bench.faults;

/** The longest time in which no trader saw any progress. */
final class Pulse {
  private long last = System.nanoTime();
  private long longest;

  /** A trader made progress. */
  synchronized void beat() {
    long now = System.nanoTime();
    longest = Math.max(longest, now - last);
    last = now;
  }

  /** Seconds since the last call; an interval that is still open counts. */
  synchronized double takeLongest() {
    long now = System.nanoTime();
    double seconds = Math.max(longest, now - last) / 1e9;
    longest = 0;
    return seconds;
  }
}
