package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import java.util.Locale;

/** Holds the answers of a benchmark against those of plain double loops. */
final class Answers {
  /** How many elements of a large result are compared. */
  static final int SAMPLES = 64;

  /** Rounding error of one float operation, relative to its result. */
  private static final double UNIT = 0x1p-24;

  private Answers() {}

  /**
   * Holds a sum of products against that of a double loop.
   *
   * <p>The bound is the classical one of a chain: its length times the rounding error times the sum
   * of the magnitudes.
   *
   * @param terms length of the chain
   * @param magnitude sum of the magnitudes of its terms
   */
  static void sum(String what, float actual, double expected, int terms, double magnitude) {
    near(what, actual, expected, (terms + 2) * UNIT * magnitude);
  }

  /**
   * Holds an answer against that of a double loop.
   *
   * @throws IllegalStateException if they differ by more than the tolerance
   */
  static void near(String what, float actual, double expected, double tolerance) {
    // Written so that a NaN fails.
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new IllegalStateException(
          String.format(
              Locale.ROOT,
              "wrong answer, not timed: %s is %s, a plain loop in double gives %s (tolerance %.2g;"
                  + " kernels: %s)",
              what,
              actual,
              expected,
              tolerance,
              Kernels.current().description()));
    }
  }

  /** The i-th of {@link #SAMPLES} indices from 0 to n - 1, these two among them. */
  static int sample(int i, int n) {
    return (int) (i * (n - 1L) / (SAMPLES - 1));
  }
}
