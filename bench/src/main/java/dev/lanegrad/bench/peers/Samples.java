package dev.lanegrad.bench.peers;

import java.util.Arrays;

/** What repeated measurements of one thing say. */
final class Samples {
  private final double[] sorted;

  Samples(double[] values) {
    sorted = Arrays.stream(values).filter(v -> !Double.isNaN(v)).sorted().toArray();
  }

  /** Of the rounds that both were sampled in: how often one goes into the other. */
  static Samples ratios(double[] over, double[] under) {
    double[] ratios = new double[Math.min(over.length, under.length)];
    Arrays.setAll(ratios, i -> over[i] / under[i]);
    return new Samples(ratios);
  }

  int count() {
    return sorted.length;
  }

  double median() {
    return quantile(0.5);
  }

  /** Half of what the middle half of the values spans; NaN where one value spans nothing. */
  double spread() {
    return sorted.length < 2 ? Double.NaN : (quantile(0.75) - quantile(0.25)) / 2;
  }

  private double quantile(double q) {
    if (sorted.length == 0) {
      return Double.NaN;
    }
    double at = q * (sorted.length - 1);
    int below = (int) at;
    int above = Math.min(below + 1, sorted.length - 1);
    return sorted[below] + (at - below) * (sorted[above] - sorted[below]);
  }
}
