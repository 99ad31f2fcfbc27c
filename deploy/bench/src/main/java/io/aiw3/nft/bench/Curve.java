package io.aiw3.nft.bench;

import java.util.ArrayList;
import java.util.List;

/** Samples of one quantity over the minutes of a run. */
public final class Curve {
  private static final double MINUTES_AN_HOUR = 60;

  private final List<Sample> samples = new ArrayList<>();

  private record Sample(double minute, double value) {}

  public void add(double minute, double value) {
    samples.add(new Sample(minute, value));
  }

  /** The samples from this minute on. */
  public Curve from(double minute) {
    Curve rest = new Curve();
    samples.stream().filter(s -> s.minute() >= minute).forEach(rest.samples::add);
    return rest;
  }

  /** Mean of the first quarter of the samples. */
  public double start() {
    return mean(samples.subList(0, quarter()));
  }

  /** Mean of the last quarter of the samples. */
  public double end() {
    return mean(samples.subList(samples.size() - quarter(), samples.size()));
  }

  private int quarter() {
    return Math.max(1, samples.size() / 4);
  }

  /** Slope of the line with the least squares: what the quantity grows by in an hour. */
  public double slope() {
    double x = samples.stream().mapToDouble(Sample::minute).average().orElse(0);
    double y = mean(samples);
    double products = samples.stream().mapToDouble(s -> (s.minute() - x) * (s.value() - y)).sum();
    double squares = samples.stream().mapToDouble(s -> Math.pow(s.minute() - x, 2)).sum();
    return squares == 0 ? 0 : products / squares * MINUTES_AN_HOUR;
  }

  public Plot.Line line(String name) {
    return new Plot.Line(
        name,
        samples.stream().mapToDouble(Sample::minute).toArray(),
        samples.stream().mapToDouble(Sample::value).toArray());
  }

  private static double mean(List<Sample> samples) {
    return samples.stream().mapToDouble(Sample::value).average().orElse(0);
  }
}
