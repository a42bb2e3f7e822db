package dev.lanegrad.nn;

import java.util.Arrays;
import java.util.function.IntFunction;

/**
 * How far rounding takes the numbers that a function computes: measured, since a number that is the
 * difference of large ones is off by more than its own last place.
 *
 * <p>The function's arguments are moved by a few last places at a time. Along them a smooth
 * function is a straight line as far as float32 can tell; what fourth differences of its results
 * show is rounding, with {@code sqrt(70)} times its standard deviation.
 *
 * @see <a href="https://doi.org/10.1137/100786125">Moré and Wild, Estimating Computational
 *     Noise</a>
 */
final class RoundingNoise {
  private static final int POINTS = 9;
  private static final int ORDER = 4;
  private static final double FOURTH_DIFFERENCE = Math.sqrt(70);

  /** Last places from one point to the next: few, but not so regular as powers of two. */
  private static final int PLACES = 3;

  /** The standard deviation of rounding to the last place, in last places. */
  private static final double LAST_PLACE = Math.sqrt(1.0 / 12);

  private RoundingNoise() {}

  /**
   * The standard deviation of each result.
   *
   * @param results what the function gives when its arguments are moved by so many last places
   * @param center what it gives where they aren't
   */
  static double[] measure(IntFunction<float[]> results, float[] center) {
    double[][] table = new double[POINTS][center.length];
    for (int p = 0; p < POINTS; p++) {
      float[] y = results.apply(PLACES * (p - POINTS / 2));
      for (int k = 0; k < y.length; k++) {
        table[p][k] = y[k];
      }
    }
    for (int order = 1; order <= ORDER; order++) {
      for (int p = 0; p < POINTS - order; p++) {
        for (int k = 0; k < center.length; k++) {
          table[p][k] = table[p + 1][k] - table[p][k];
        }
      }
    }
    double[] noise = new double[center.length];
    Arrays.setAll(noise, k -> deviation(table, k, center[k]));
    return noise;
  }

  private static double deviation(double[][] differences, int k, float center) {
    double square = 0;
    int count = POINTS - ORDER;
    for (int p = 0; p < count; p++) {
      square += differences[p][k] * differences[p][k];
    }
    double measured = Math.sqrt(square / count) / FOURTH_DIFFERENCE;
    double least = LAST_PLACE * Math.ulp(center);
    return Double.isFinite(measured) ? Math.max(measured, least) : least;
  }

  /** Values moved by so many of their last places, every other one the other way. */
  static void move(float[] from, int places, float[] to) {
    for (int i = 0; i < from.length; i++) {
      to[i] = from[i] + (i % 2 == 0 ? places : -places) * Math.ulp(from[i]);
    }
  }
}
