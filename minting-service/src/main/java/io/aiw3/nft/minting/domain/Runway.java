package io.aiw3.nft.minting.domain;

import java.time.Duration;

/** How long the system wallet lasts if it is spent from as in a window of late. */
public final class Runway {
  private Runway() {}

  /**
   * @param balance lamports of the wallet
   * @param minimum lamports below which commands wait
   * @param spent lamports within the window
   * @return seconds until commands wait; infinite while nothing is spent
   */
  public static double seconds(long balance, long minimum, long spent, Duration window) {
    if (balance < minimum) {
      return 0;
    }
    return spent <= 0
        ? Double.POSITIVE_INFINITY
        : (double) (balance - minimum) / spent * window.toSeconds();
  }
}
