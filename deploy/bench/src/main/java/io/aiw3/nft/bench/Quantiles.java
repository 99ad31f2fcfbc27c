package io.aiw3.nft.bench;

/** Quantiles of what was measured. */
public final class Quantiles {
  private Quantiles() {}

  /**
   * @param sorted ascending, not empty
   * @param quantile 0 to 1
   */
  public static double at(double[] sorted, double quantile) {
    return sorted[(int) Math.min(sorted.length - 1, sorted.length * quantile)];
  }

  /** The same for a table, with one decimal. */
  public static String text(double[] sorted, double quantile) {
    return "%.1f".formatted(at(sorted, quantile));
  }
}
