package io.aiw3.nft.bench;

import java.awt.Color;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.internal.chartpart.Chart;
import org.knowm.xchart.style.Styler.LegendPosition;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** A chart of a report. */
public final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 380;

  private final Chart<?, ?> chart;

  private Plot(Chart<?, ?> chart) {
    this.chart = chart;
    chart.getStyler().setChartBackgroundColor(Color.WHITE);
    chart.getStyler().setPlotBorderVisible(false);
    chart.getStyler().setLegendBorderColor(Color.WHITE);
  }

  /** One bar for each name. */
  public static Plot bars(String title, String unit, List<String> names, List<Double> values) {
    CategoryChart chart =
        new CategoryChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .yAxisTitle(unit)
            .build();
    chart.getStyler().setLegendVisible(false);
    chart.getStyler().setLabelsVisible(true);
    chart.addSeries(unit, names, values);
    return new Plot(chart);
  }

  /** A line for each series, over the same kind of x. */
  public static Plot lines(String title, String x, String y, List<Line> lines) {
    XYChart chart =
        new XYChartBuilder()
            .width(WIDTH)
            .height(HEIGHT)
            .title(title)
            .xAxisTitle(x)
            .yAxisTitle(y)
            .build();
    chart.getStyler().setLegendPosition(LegendPosition.InsideSE);
    for (Line line : lines) {
      chart.addSeries(line.name(), line.x(), line.y()).setMarker(SeriesMarkers.NONE);
    }
    return new Plot(chart);
  }

  /** How many of the values, in percent, are at most x. */
  public static Line distribution(String name, double[] values) {
    double[] sorted = values.clone();
    java.util.Arrays.sort(sorted);
    double[] percent = new double[sorted.length];
    for (int i = 0; i < percent.length; i++) {
      percent[i] = 100.0 * (i + 1) / percent.length;
    }
    return new Line(name, sorted, percent);
  }

  /** A series. */
  @SuppressWarnings("ArrayRecordComponent") // handed on to the chart, never compared
  public record Line(String name, double[] x, double[] y) {}

  void write(Path file) {
    try {
      Files.createDirectories(file.getParent());
      VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
