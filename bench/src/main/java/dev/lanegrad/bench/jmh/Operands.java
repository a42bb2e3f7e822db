package dev.lanegrad.bench.jmh;

import java.util.SplittableRandom;

/** Operands of kernels: random numbers, the same in every run. */
final class Operands {
  /** A prime, so that the repetition meets no power of two. */
  private static final int BLOCK = 65_521;

  private Operands() {}

  /** n numbers, evenly distributed from low to high; beyond {@link #BLOCK} they repeat. */
  static float[] random(long seed, int n, double low, double high) {
    float[] values = new float[n];
    SplittableRandom random = new SplittableRandom(seed);
    int fresh = Math.min(n, BLOCK);
    for (int i = 0; i < fresh; i++) {
      values[i] = (float) random.nextDouble(low, high);
    }
    for (int i = fresh; i < n; i += BLOCK) {
      System.arraycopy(values, 0, values, i, Math.min(BLOCK, n - i));
    }
    return values;
  }
}
