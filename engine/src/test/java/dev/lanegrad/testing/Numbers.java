package dev.lanegrad.testing;

import java.util.Arrays;
import java.util.SplittableRandom;

/** Operands for the tests of kernels, and the comparison of their bits. */
public final class Numbers {
  private static final float[] HARD = {
    0f,
    -0f,
    1f,
    -1f,
    Float.NaN,
    Float.POSITIVE_INFINITY,
    Float.NEGATIVE_INFINITY,
    Float.MIN_VALUE,
    -Float.MIN_VALUE,
    Float.MIN_NORMAL,
    -Math.nextDown(Float.MIN_NORMAL),
    Float.MAX_VALUE,
    -Float.MAX_VALUE,
    0x1p-126f * 3,
    1e-30f,
    -1e30f
  };

  private final SplittableRandom random;

  public Numbers(long seed) {
    random = new SplittableRandom(seed);
  }

  /** Numbers between -1 and 1. */
  public float[] tame(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = (float) random.nextDouble(-1, 1);
    }
    return x;
  }

  /** Numbers of all magnitudes, a tenth of them not finite, zero or subnormal. */
  public float[] wild(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] =
          random.nextInt(10) == 0
              ? HARD[random.nextInt(HARD.length)]
              : (float) Math.scalb(random.nextDouble(-1, 1), random.nextInt(-130, 127));
    }
    return x;
  }

  public int next(int bound) {
    return random.nextInt(bound);
  }

  /** Throws where two arrays differ in a bit; any NaN equals any other. */
  public static void assertSameBits(float[] expected, float[] actual, Object... where) {
    if (expected.length != actual.length) {
      throw new AssertionError(Arrays.toString(where) + ": lengths differ");
    }
    for (int i = 0; i < expected.length; i++) {
      if (Float.floatToIntBits(expected[i]) != Float.floatToIntBits(actual[i])) {
        throw new AssertionError(
            Arrays.toString(where)
                + ": element "
                + i
                + " is "
                + actual[i]
                + " (0x"
                + Integer.toHexString(Float.floatToIntBits(actual[i]))
                + "), should be "
                + expected[i]
                + " (0x"
                + Integer.toHexString(Float.floatToIntBits(expected[i]))
                + ")");
      }
    }
  }
}
