package io.aiw3.nft.minting.chain;

import java.util.List;

/** How much to offer for a compute unit. */
final class PriorityFees {
  private PriorityFees() {}

  /**
   * The percentile (nearest rank) of what others paid, within floor and ceiling.
   *
   * @param recent micro-lamports per compute unit, any order
   */
  static long offer(List<Long> recent, int percentile, long floor, long ceiling) {
    if (recent.isEmpty()) {
      return Math.min(floor, ceiling);
    }
    List<Long> sorted = recent.stream().sorted().toList();
    int rank = (int) Math.ceil(percentile / 100.0 * sorted.size());
    long paid = sorted.get(Math.max(0, rank - 1));
    return Math.min(Math.max(paid, floor), ceiling);
  }
}
