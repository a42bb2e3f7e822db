package dev.lanegrad.bench.run;

import dev.lanegrad.bench.run.ScalarLoops.Code;
import java.io.IOException;
import java.util.Optional;

/**
 * What a loop is, by its times with and without C2's vectorizing.
 *
 * <p>Of each the least time counts that any JVM took, for nothing makes code faster than it is. One
 * JVM isn't enough: now and then a compilation turns out slower by half, in either of the two.
 */
final class LoopVerdict {
  /** So much faster is no accident of one compilation. */
  private static final double SURELY_VECTORS = 3;

  private static final double CLEARLY_VECTORS = 1.9;

  /** Scalar code takes 0.9 to 1.1 of the time. */
  private static final double LEAST_CLEARLY_SCALAR = 0.85;

  private static final double MOST_CLEARLY_SCALAR = 1.15;

  /** In the end: a kernel of several loops may be in between, and is neither. */
  private static final double SCALAR = 1.25;

  private static final double VECTORS = 1.5;

  /** A time that falls by more is one of code that was not compiled yet. */
  private static final double STEADY = 0.93;

  private static final int MOST_TURNS = 4;

  /** Pairs of JVMs after which a clear quotient is believed, and after which any is. */
  private static final int ENOUGH = 2;

  private static final int MOST = 3;

  private double with = Double.POSITIVE_INFINITY;
  private double without = Double.POSITIVE_INFINITY;
  private int pairs;
  private boolean failed;

  /** A time, measured once more at each call; NaN where that failed. */
  interface Timing {
    double nanos() throws IOException, InterruptedException;
  }

  /** Times it in one pair of JVMs by turns, until its times fall no more. */
  void add(Timing plain, Timing scalar) throws IOException, InterruptedException {
    double withHere = Double.POSITIVE_INFINITY;
    double withoutHere = Double.POSITIVE_INFINITY;
    boolean done = false;
    for (int turn = 0; turn < MOST_TURNS && !done; turn++) {
      double now = plain.nanos();
      double nowWithout = scalar.nanos();
      failed |= Double.isNaN(now) || Double.isNaN(nowWithout);
      boolean steady = now > STEADY * withHere && nowWithout > STEADY * withoutHere;
      withHere = Math.min(withHere, now);
      withoutHere = Math.min(withoutHere, nowWithout);
      done = failed || steady && isClear(withoutHere / withHere);
    }
    with = Math.min(with, withHere);
    without = Math.min(without, withoutHere);
    pairs++;
  }

  private static boolean isClear(double quotient) {
    return quotient > CLEARLY_VECTORS
        || quotient > LEAST_CLEARLY_SCALAR && quotient < MOST_CLEARLY_SCALAR;
  }

  /** Whether more JVMs would change nothing. */
  boolean isCertain() {
    double quotient = without / with;
    return failed
        || pairs >= MOST
        || pairs >= ENOUGH && isClear(quotient)
        || pairs > 0 && quotient > SURELY_VECTORS;
  }

  /** What it is, by all that is known; empty where nothing is. */
  Optional<Code> code() {
    double quotient = without / with;
    if (failed || pairs == 0) {
      return Optional.empty();
    }
    return Optional.of(
        quotient < SCALAR ? Code.SCALAR : quotient > VECTORS ? Code.VECTORS : Code.UNDECIDED);
  }
}
