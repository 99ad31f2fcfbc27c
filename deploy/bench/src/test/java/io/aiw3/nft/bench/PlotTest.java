package io.aiw3.nft.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlotTest {
  private static final long LONGEST = 100 * 1024;

  @TempDir private Path folder;

  /** The committed plots are checked by deploy/manifests. */
  @Test
  void noiseOfFourSeriesIsSmallAndTheSameFileEachTime() throws IOException {
    List<Plot.Line> lines = IntStream.range(0, 4).mapToObj(PlotTest::noise).toList();
    Path first = folder.resolve("first.svg");
    Path second = folder.resolve("second.svg");

    Plot.lines("Noise", "minutes", "", lines).write(first);
    Plot.lines("Noise", "minutes", "", lines).write(second);

    assertThat(Files.size(first)).isBetween(20_000L, LONGEST);
    assertThat(first).hasSameTextualContentAs(second);
    assertThat(Files.readString(first)).contains(">Noise</text>", ">minutes</text>");
  }

  @Test
  void barsHaveTheirValues() throws IOException {
    Path file = folder.resolve("bars.svg");

    Plot.bars("Rates", "trades/s", List.of("one", "other"), List.of(26_000.4, 109_000.0))
        .write(file);

    assertThat(Files.readString(file)).contains(">one</text>", ">26,000</text>", ">109,000</text>");
  }

  private static Plot.Line noise(int seed) {
    double[] x = new double[20_000];
    Arrays.setAll(x, i -> i / 100.0);
    return new Plot.Line("series " + seed, x, new Random(seed).doubles(x.length).toArray());
  }
}
