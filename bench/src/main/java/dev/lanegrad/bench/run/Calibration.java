package dev.lanegrad.bench.run;

/**
 * A short loop of known work, timed in this JVM between measurements: it gets slower when the CPU
 * is throttled, or when something else wants it too.
 *
 * <p>The work is a chain of dependent multiplications in registers, so that its time is a number of
 * clock cycles and depends on nothing else.
 */
final class Calibration {
  private static final int LINKS = 2_000_000;
  private static final int TRIES = 12;

  private static volatile long sink;

  private Calibration() {}

  /** Milliseconds that the loop took in the best of a few tries. */
  static double millis() {
    long best = Long.MAX_VALUE;
    for (int i = 0; i < TRIES; i++) {
      long start = System.nanoTime();
      sink = chain(sink | 1);
      best = Math.min(best, System.nanoTime() - start);
    }
    return best * 1e-6;
  }

  private static long chain(long seed) {
    long x = seed;
    for (int i = 0; i < LINKS; i++) {
      x *= 0x5851F42D4C957F2DL;
      x ^= x >>> 32;
    }
    return x;
  }
}
