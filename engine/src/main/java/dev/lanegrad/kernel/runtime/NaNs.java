package dev.lanegrad.kernel.runtime;

/**
 * Looks for NaN, which marks the few elements that a loop without branches leaves to one with them.
 */
public final class NaNs {
  private static final int STEP = 8;

  private NaNs() {}

  /**
   * Whether there may be a NaN among elements from to end. Eight sums, which don't wait for each
   * other, take less time than a comparison each; infinities of both signs make a NaN too.
   */
  public static boolean maybe(float[] x, int from, int end) {
    float s0 = 0f;
    float s1 = 0f;
    float s2 = 0f;
    float s3 = 0f;
    float s4 = 0f;
    float s5 = 0f;
    float s6 = 0f;
    float s7 = 0f;
    int i = from;
    for (; i <= end - STEP; i += STEP) {
      s0 += x[i];
      s1 += x[i + 1];
      s2 += x[i + 2];
      s3 += x[i + 3];
      s4 += x[i + 4];
      s5 += x[i + 5];
      s6 += x[i + 6];
      s7 += x[i + 7];
    }
    for (; i < end; i++) {
      s0 += x[i];
    }
    return Float.isNaN(s0 + s1 + s2 + s3 + s4 + s5 + s6 + s7);
  }
}
