package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.ReductionKernels;

/** Sums and maxima by vectors. */
public interface VectorReductions extends ReductionKernels {
  @Override
  default void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    VectorSums.columns(m, n, a, aOffset, lda, y, yOffset, accumulate);
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
    VectorReluBackward.columns(
        m, n, y, yOffset, ldy, dy, dyOffset, lddy, sums, sumsOffset, accumulate);
  }

  @Override
  default void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    VectorSums.blocks(n, x, xOffset, y, yOffset);
  }

  @Override
  default float max(int n, float[] x, int xOffset) {
    return VectorSums.max(n, x, xOffset);
  }
}
