package dev.lanegrad.bench.peers;

import java.util.SplittableRandom;

/** Operands: random numbers, the same in every run. */
final class Numbers {
  private Numbers() {}

  /** n numbers, evenly distributed from -scale to scale. */
  static float[] random(long seed, int n, double scale) {
    float[] values = new float[n];
    SplittableRandom random = new SplittableRandom(seed);
    for (int i = 0; i < n; i++) {
      values[i] = (float) random.nextDouble(-scale, scale);
    }
    return values;
  }
}
