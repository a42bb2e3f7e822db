package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.ElementwiseKernels;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.ReductionKernels;
import java.util.Arrays;

/** Sums and maxima by scalar loops. */
interface ScalarReductions extends ReductionKernels, ElementwiseKernels {
  /**
   * Elements from which a maximum by lanes, of which C2 makes vectors, outweighs what it begins
   * with.
   */
  int MAX_BY_LANES = 1024;

  @Override
  default void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    if (!accumulate) {
      Arrays.fill(y, yOffset, yOffset + n, 0f);
    }
    for (int i = 0; i < m; i++) {
      binary(Binary.ADD, n, y, yOffset, 1, a, aOffset + i * lda, 1, y, yOffset);
    }
  }

  @Override
  default void reluBackward(
      int m,
      int n,
      float[] y,
      int yOffset,
      int ldy,
      float[] dy,
      int dyOffset,
      int lddy,
      float[] sums,
      int sumsOffset,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      int row = dyOffset + i * lddy;
      binary(Binary.RELU_BACKWARD, n, y, yOffset + i * ldy, 1, dy, row, 1, dy, row);
    }
    columnSums(m, n, dy, dyOffset, lddy, sums, sumsOffset, accumulate);
  }

  @Override
  default void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Stage stage = Stage.borrowed();
    try {
      for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
        Arrays.fill(stage.lane, 0f);
        SumTree.addToLanes(Math.min(Kernels.SUM_BLOCK, n - block), x, xOffset + block, stage);
        y[yOffset + block / Kernels.SUM_BLOCK] = SumTree.fold(stage.lane);
      }
    } finally {
      stage.giveBack();
    }
  }

  @Override
  default float max(int n, float[] x, int xOffset) {
    if (n < MAX_BY_LANES) {
      return max(Float.NEGATIVE_INFINITY, n, x, xOffset);
    }
    Stage stage = Stage.borrowed();
    try {
      return max(n, x, xOffset, stage.lane, stage.next);
    } finally {
      stage.giveBack();
    }
  }

  /** As many as there are lanes are copied first, as in {@link SumTree#addToLanes}. */
  private static float max(int n, float[] x, int xOffset, float[] lane, float[] next) {
    Arrays.fill(lane, Float.NEGATIVE_INFINITY);
    int i = 0;
    for (; i <= n - Kernels.SUM_LANES; i += Kernels.SUM_LANES) {
      System.arraycopy(x, xOffset + i, next, 0, Kernels.SUM_LANES);
      for (int l = 0; l < Kernels.SUM_LANES; l++) {
        lane[l] = Math.max(lane[l], next[l]);
      }
    }
    return max(max(Float.NEGATIVE_INFINITY, Kernels.SUM_LANES, lane, 0), n - i, x, xOffset + i);
  }

  private static float max(float max, int n, float[] x, int xOffset) {
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xOffset + i]);
    }
    return max;
  }
}
