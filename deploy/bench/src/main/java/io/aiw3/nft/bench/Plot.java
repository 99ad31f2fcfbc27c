package io.aiw3.nft.bench;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.geom.Rectangle2D;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.text.NumberFormat;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.jfree.chart.ChartFactory;
import org.jfree.chart.JFreeChart;
import org.jfree.chart.labels.StandardCategoryItemLabelGenerator;
import org.jfree.chart.plot.CategoryPlot;
import org.jfree.chart.plot.PlotOrientation;
import org.jfree.chart.plot.XYPlot;
import org.jfree.chart.renderer.category.BarRenderer;
import org.jfree.chart.renderer.category.StandardBarPainter;
import org.jfree.chart.renderer.xy.XYLineAndShapeRenderer;
import org.jfree.data.category.DefaultCategoryDataset;
import org.jfree.data.xy.XYSeries;
import org.jfree.data.xy.XYSeriesCollection;
import org.jfree.svg.SVGGraphics2D;

/** A chart of a report, as an SVG of at most 100 KB: text stays text, lines have few points. */
public final class Plot {
  private static final int WIDTH = 760;
  private static final int HEIGHT = 380;

  /** Columns of two pixels, of which a line has at most four points. */
  private static final int COLUMNS = WIDTH / 2;

  private final JFreeChart chart;

  private Plot(JFreeChart chart) {
    this.chart = chart;
    chart.setBackgroundPaint(Color.WHITE);
    chart.getPlot().setBackgroundPaint(Color.WHITE);
    chart.getPlot().setOutlineVisible(false);
  }

  /** One bar for each name. */
  public static Plot bars(String title, String unit, List<String> names, List<Double> values) {
    DefaultCategoryDataset data = new DefaultCategoryDataset();
    for (int i = 0; i < names.size(); i++) {
      data.addValue(values.get(i), unit, names.get(i));
    }
    JFreeChart chart =
        ChartFactory.createBarChart(
            title, null, unit, data, PlotOrientation.VERTICAL, false, false, false);
    CategoryPlot plot = chart.getCategoryPlot();
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    plot.getDomainAxis().setMaximumCategoryLabelLines(2);
    BarRenderer renderer = (BarRenderer) plot.getRenderer();
    renderer.setBarPainter(new StandardBarPainter());
    renderer.setShadowVisible(false);
    renderer.setMaximumBarWidth(0.12);
    renderer.setDefaultItemLabelGenerator(
        new StandardCategoryItemLabelGenerator(
            "{2}", NumberFormat.getIntegerInstance(Locale.ROOT)));
    renderer.setDefaultItemLabelsVisible(true);
    return new Plot(chart);
  }

  /** A line for each series, over the same kind of x, which ascends. */
  public static Plot lines(String title, String x, String y, List<Line> lines) {
    XYSeriesCollection data = new XYSeriesCollection();
    for (Line line : lines) {
      Line thin = Thinning.thin(line, COLUMNS);
      XYSeries series = new XYSeries(line.name(), false, true);
      for (int i = 0; i < thin.x().length; i++) {
        series.add(thin.x()[i], thin.y()[i]);
      }
      data.addSeries(series);
    }
    JFreeChart chart =
        ChartFactory.createXYLineChart(
            title, x, y, data, PlotOrientation.VERTICAL, lines.size() > 1, false, false);
    XYPlot plot = chart.getXYPlot();
    plot.setDomainGridlinePaint(Color.LIGHT_GRAY);
    plot.setRangeGridlinePaint(Color.LIGHT_GRAY);
    XYLineAndShapeRenderer renderer = new XYLineAndShapeRenderer(true, false);
    renderer.setDrawSeriesLineAsPath(true);
    renderer.setAutoPopulateSeriesStroke(false);
    renderer.setDefaultStroke(new BasicStroke(1.6f));
    plot.setRenderer(renderer);
    return new Plot(chart);
  }

  /** How many of the values, in percent, are at most x. */
  public static Line distribution(String name, double[] values) {
    double[] sorted = values.clone();
    Arrays.sort(sorted);
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
    SVGGraphics2D svg = new SVGGraphics2D(WIDTH, HEIGHT);
    svg.setDefsKeyPrefix("plot"); // else a time: the same plot is the same file
    svg.setGeomDoubleConverter(number -> String.format(Locale.ROOT, "%.1f", number));
    chart.draw(svg, new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, svg.getSVGDocument() + "\n");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
