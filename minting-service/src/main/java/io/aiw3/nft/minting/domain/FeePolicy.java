package io.aiw3.nft.minting.domain;

import java.util.List;

/**
 * The price of a compute unit: a percentile of what others paid, more with each attempt that was
 * sent and did not land, never above the ceiling. All in micro-lamports per compute unit.
 *
 * @param floor the least that is offered
 * @param ceiling the most that is ever offered
 * @param percentile of what others paid, by nearest rank, 0 to 100
 * @param raisePercent by how much the price rises with each attempt
 */
public record FeePolicy(long floor, long ceiling, int percentile, int raisePercent) {
  private static final int HUNDRED = 100;

  /**
   * @param paid what others paid, in any order; empty if no node answered
   * @param earlierAttempts attempts of the same request that were sent and did not land
   */
  public long price(List<Long> paid, int earlierAttempts) {
    long price = Math.min(Math.max(floor, percentileOf(paid)), ceiling);
    for (int i = 0; i < earlierAttempts && raisePercent > 0 && price < ceiling; i++) {
      price = Math.min(ceiling, price + Math.max(1, price * raisePercent / HUNDRED));
    }
    return price;
  }

  private long percentileOf(List<Long> paid) {
    if (paid.isEmpty()) {
      return 0;
    }
    List<Long> sorted = paid.stream().sorted().toList();
    int rank = (int) Math.ceil(percentile / (double) HUNDRED * sorted.size());
    return sorted.get(Math.max(0, rank - 1));
  }
}
