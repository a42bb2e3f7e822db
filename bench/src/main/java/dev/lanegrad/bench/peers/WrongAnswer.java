package dev.lanegrad.bench.peers;

import java.util.Locale;

/** A contestant computed something else: it isn't timed. */
final class WrongAnswer extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private WrongAnswer(String message) {
    super(message);
  }

  /** Throws unless two numbers differ by the tolerance at most. */
  static void unless(String what, double actual, double expected, double tolerance) {
    // Written so that a NaN fails.
    if (!(Math.abs(actual - expected) <= tolerance)) {
      throw new WrongAnswer(
          String.format(
              Locale.ROOT,
              "wrong answer, not timed: %s is %s instead of %s (tolerance %.2g)",
              what,
              actual,
              expected,
              tolerance));
    }
  }
}
