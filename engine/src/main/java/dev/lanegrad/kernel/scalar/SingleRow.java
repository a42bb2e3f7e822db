package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;

/**
 * The steps of a softmax on one row, made of kernels. A row shorter than the lanes of a sum isn't
 * worth the calls of kernels, and takes loops that do the same.
 */
final class SingleRow {
  /** Rows shorter than this take loops. */
  static final int SHORT = Kernels.SUM_LANES;

  private final float[] lane = new float[SHORT];
  private final float[] one = new float[1];

  /** {@code y = x - max(x)}. */
  void center(Kernels kernels, int n, float[] x, int xOffset, float[] y, int yOffset) {
    if (n >= SHORT) {
      apply(kernels, Binary.SUB, n, x, xOffset, kernels.max(n, x, xOffset), y, yOffset);
      return;
    }
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, x[xOffset + j]);
    }
    for (int j = 0; j < n; j++) {
      y[yOffset + j] = x[xOffset + j] - max;
    }
  }

  /** {@link Kernels#sum}; of a short row without the lanes that would stay 0. */
  float sum(Kernels kernels, int n, float[] x, int xOffset) {
    if (n >= SHORT) {
      return kernels.sum(n, x, xOffset);
    }
    for (int j = 0; j < n; j++) {
      lane[j] = 0f + x[xOffset + j];
    }
    for (int half = SHORT / 2, length = n; half > 0; half /= 2) {
      for (int l = 0; l + half < length; l++) {
        lane[l] += lane[l + half];
      }
      length = Math.min(length, half);
    }
    return lane[0];
  }

  /** {@code y = op(x, r)} with one number r. */
  void apply(
      Kernels kernels, Binary op, int n, float[] x, int xOffset, float r, float[] y, int yOffset) {
    one[0] = r;
    kernels.binary(op, n, x, xOffset, 1, one, 0, 0, y, yOffset);
  }
}
