package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.Unary;

/**
 * Kernels that are made of others, of the same implementation: with its speed, in the order that
 * they state.
 */
public interface ComposedKernels extends Kernels {
  @Override
  default void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    int most = n == 0 ? m : panel.length / n;
    for (int i = 0; i < m; i += most) {
      int rows = Math.min(most, m - i);
      gemm(true, false, rows, n, k, a, i, m, b, 0, n, panel, 0, n, false);
      taker.take(i, rows, panel, 0);
    }
  }

  @Override
  default void linear(
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
    boolean biased = bias != null;
    if (biased) {
      copyToRows(m, n, bias, biasOffset, y, yOffset, ldy);
    }
    gemm(false, true, m, n, k, x, xOffset, ldx, w, wOffset, ldw, y, yOffset, ldy, biased);
    if (relu) {
      for (int i = 0; i < m; i++) {
        int row = yOffset + i * ldy;
        unary(Unary.RELU, n, y, row, y, row);
      }
    }
  }

  @Override
  default float sum(int n, float[] x, int xOffset) {
    return SumTree.sum(this, n, x, xOffset);
  }

  @Override
  default float lossSum(
      PointLoss loss, float parameter, int n, float[] x, int xOffset, float[] t, int tOffset) {
    return SumTree.lossSum(this, loss, parameter, n, x, xOffset, t, tOffset);
  }

  @Override
  default float lossSumAndGradient(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float scale,
      float[] dx,
      int dxOffset) {
    return SumTree.lossSumAndGradient(
        this, loss, parameter, n, x, xOffset, t, tOffset, scale, dx, dxOffset);
  }

  @Override
  default void softmax(int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset) {
    Softmax.softmax(this, m, n, log, x, xOffset, y, yOffset);
  }

  @Override
  default void softmaxGradient(
      int m,
      int n,
      boolean log,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset) {
    Softmax.softmaxGradient(this, m, n, log, y, yOffset, dy, dyOffset, dx, dxOffset);
  }

  @Override
  default void crossEntropy(
      int m,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] w,
      int wOffset,
      float smoothing,
      int ignored,
      float[] y,
      int yOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset) {
    CrossEntropy.crossEntropy(
        this, m, n, x, xOffset, t, tOffset, w, wOffset, smoothing, ignored, y, yOffset, g, gOffset,
        gInc, dx, dxOffset);
  }

  @Override
  default void copyToRows(int m, int n, float[] x, int xOffset, float[] y, int yOffset, int ldy) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(x, xOffset, y, yOffset + i * ldy, n);
    }
  }
}
