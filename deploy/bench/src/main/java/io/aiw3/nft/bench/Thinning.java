package io.aiw3.nft.bench;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/** Leaves of a line what its drawing can show. */
final class Thinning {
  private final double[] x;
  private final double[] y;
  private final int columns;

  private Thinning(Plot.Line line, int columns) {
    this.x = line.x();
    this.y = line.y();
    this.columns = columns;
  }

  /**
   * Of each column of the drawing the first, the lowest, the highest and the last point: the ends
   * and all extremes stay, and so does the shape.
   *
   * @param line its x ascend
   * @param columns of equal width; the result has at most four points of each
   */
  static Plot.Line thin(Plot.Line line, int columns) {
    return line.x().length <= 4 * columns ? line : new Thinning(line, columns).line(line.name());
  }

  private Plot.Line line(String name) {
    List<Integer> kept = new ArrayList<>();
    int from = 0;
    for (int i = 1; i <= x.length; i++) {
      if (i == x.length || column(i) != column(from)) {
        kept.addAll(corners(from, i));
        from = i;
      }
    }
    return new Plot.Line(
        name,
        kept.stream().mapToDouble(i -> x[i]).toArray(),
        kept.stream().mapToDouble(i -> y[i]).toArray());
  }

  private int column(int i) {
    double width = x[x.length - 1] - x[0];
    return width == 0 ? 0 : Math.min(columns - 1, (int) ((x[i] - x[0]) / width * columns));
  }

  private SortedSet<Integer> corners(int from, int to) {
    int lowest = from;
    int highest = from;
    for (int i = from; i < to; i++) {
      lowest = y[i] < y[lowest] ? i : lowest;
      highest = y[i] > y[highest] ? i : highest;
    }
    return new TreeSet<>(Arrays.asList(from, lowest, highest, to - 1));
  }
}
