package io.aiw3.nft.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ThinningTest {
  private static final int COLUMNS = 100;

  @Test
  void aShortLineStaysAsItIs() {
    Plot.Line line = new Plot.Line("a", new double[] {0, 1, 5}, new double[] {3, 2, 9});
    assertThat(Thinning.thin(line, COLUMNS)).isSameAs(line);
  }

  @Test
  void endsAndExtremesStay() {
    // Given: noise with one peak and one dip
    Random random = new Random(7);
    double[] y = random.doubles(20_000).toArray();
    y[4711] = 90;
    y[12_345] = -90;
    // When
    Plot.Line thin = Thinning.thin(new Plot.Line("a", ascending(y.length), y), COLUMNS);
    // Then
    assertThat(thin.x().length).isEqualTo(thin.y().length).isLessThanOrEqualTo(4 * COLUMNS);
    assertThat(thin.x()).isSorted().contains(4711, 12_345);
    assertThat(thin.y()).contains(90, -90);
    assertThat(thin.y()[0]).isEqualTo(y[0]);
    assertThat(thin.y()[thin.y().length - 1]).isEqualTo(y[y.length - 1]);
  }

  @Test
  void theTailOfADistributionKeepsItsPoints() {
    // Given: nearly all values in the first column, ten far beyond it
    double[] values = new double[10_000];
    Arrays.fill(values, 0, 9_990, 1);
    for (int i = 0; i < 10; i++) {
      values[9_990 + i] = 100 + 50 * i;
    }
    // When
    Plot.Line thin = Thinning.thin(Plot.distribution("a", values), COLUMNS);
    // Then
    assertThat(thin.x()).endsWith(100, 150, 200, 250, 300, 350, 400, 450, 500, 550);
    assertThat(thin.y()).endsWith(99.99, 100);
  }

  @Test
  void oneXForAllIsOneColumn() {
    double[] y = new Random(7).doubles(1_000).toArray();
    assertThat(Thinning.thin(new Plot.Line("a", new double[1_000], y), COLUMNS).x())
        .hasSizeBetween(2, 4);
  }

  private static double[] ascending(int count) {
    double[] x = new double[count];
    Arrays.setAll(x, i -> i);
    return x;
  }
}
