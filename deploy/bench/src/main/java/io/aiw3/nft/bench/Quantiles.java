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

  /** Median, p95, p99 and the longest, under a head of these. */
  public static void row(Table table, String name, double[] sorted) {
    table.row(name, text(sorted, 0.5), text(sorted, 0.95), text(sorted, 0.99), text(sorted, 1));
  }

  /** The same for a table, with one decimal. */
  public static String text(double[] sorted, double quantile) {
    return "%.1f".formatted(at(sorted, quantile));
  }
}
