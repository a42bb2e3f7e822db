package dev.lanegrad.bench.report;

import java.util.List;
import java.util.Map;

/**
 * What JMH found, in the unit that it was asked for: the score of a benchmark, or a metric beside
 * it.
 *
 * @param value the mean; NaN where nothing was measured
 * @param unit such as {@code ops/s}, {@code us/op}, {@code B/op}
 * @param percentiles of the samples, by percent: {@code 99.9}
 * @param samples of each JVM, of each iteration; empty where JMH kept a histogram instead
 * @param count of samples, those of histograms included
 */
public record Score(
    Estimate value,
    String unit,
    Map<Double, Double> percentiles,
    List<List<Double>> samples,
    long count) {

  /** As many samples as are given. */
  public Score(
      Estimate value, String unit, Map<Double, Double> percentiles, List<List<Double>> samples) {
    this(value, unit, percentiles, samples, samples.stream().mapToLong(List::size).sum());
  }

  /** The middle one of the samples, the higher of two; NaN where there is none. */
  double median() {
    double[] sorted =
        samples.stream().flatMap(List::stream).mapToDouble(Double::doubleValue).sorted().toArray();
    return sorted.length == 0 ? Double.NaN : sorted[sorted.length / 2];
  }
}
