package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.gemm.VectorGemm;
import dev.lanegrad.kernel.scalar.ComposedKernels;
import dev.lanegrad.kernel.vector.Lanes;
import dev.lanegrad.kernel.vector.VectorElementwise;
import dev.lanegrad.kernel.vector.VectorLosses;
import dev.lanegrad.kernel.vector.VectorReductions;
import dev.lanegrad.kernel.vector.VectorUpdates;

/** The kernels by vectors of {@link Lanes#FLOATS}, on the calling thread. */
public final class VectorKernels
    implements ComposedKernels, VectorElementwise, VectorReductions, VectorLosses, VectorUpdates {
  private static final int BITS = Lanes.FLOATS.vectorBitSize();

  @Override
  public String description() {
    return "vector, " + BITS + " bits";
  }

  @Override
  public int vectorBits() {
    return BITS;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public void gemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    VectorGemm.gemm(
        transA, transB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  @Override
  public void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    if (VectorGemm.makesRows(m, n, k)) {
      VectorGemm.gemmRows(m, n, k, a, b, panel, taker);
    } else {
      ComposedKernels.super.gemmRows(m, n, k, a, b, panel, taker);
    }
  }

  @Override
  public void linear(
      int m,
      int n,
      int k,
      float[] x,
      int xOffset,
      int ldx,
      float[] w,
      int wOffset,
      int ldw,
      float[] bias,
      int biasOffset,
      boolean relu,
      float[] y,
      int yOffset,
      int ldy) {
    if (k == 0) {
      ComposedKernels.super.linear(
          m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
    } else {
      VectorGemm.linear(
          m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
    }
  }
}
