package dev.lanegrad.kernel;

import java.util.Arrays;

/** The plain loops that define what every kernel computes, on the calling thread. */
final class ScalarKernels implements Kernels {
  private static final LoopTable<UnaryLoop> UNARY =
      new LoopTable<>(PlainUnary.class, UnaryLoop.class, Unary.class);
  private static final LoopTable<BinaryLoop> BINARY =
      new LoopTable<>(PlainBinary.class, BinaryLoop.class, Binary.class);
  private static final LoopTable<LossLoop> LOSSES =
      new LoopTable<>(PlainLoss.class, LossLoop.class, PointLoss.class);

  @Override
  public String description() {
    return "plain loops";
  }

  @Override
  public int vectorBits() {
    return 0;
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
    PlainGemm.gemm(
        transA, transB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  @Override
  public void copyToRows(int m, int n, float[] x, int xOffset, float[] y, int yOffset, int ldy) {
    for (int i = 0; i < m; i++) {
      System.arraycopy(x, xOffset, y, yOffset + i * ldy, n);
    }
  }

  @Override
  public void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    if (!accumulate) {
      Arrays.fill(y, yOffset, yOffset + n, 0f);
    }
    for (int i = 0; i < m; i++) {
      binary(Binary.ADD, n, y, yOffset, 1, a, aOffset + i * lda, 1, y, yOffset);
    }
  }

  @Override
  public void reluBackward(
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
  public void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    UNARY.of(op).run(n, x, xOffset, y, yOffset);
  }

  @Override
  public void binary(
      Binary op,
      int n,
      float[] a,
      int aOffset,
      int aInc,
      float[] b,
      int bOffset,
      int bInc,
      float[] c,
      int cOffset) {
    BINARY.of(op).run(n, a, aOffset, aInc, b, bOffset, bInc, c, cOffset);
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    PlainUpdates.axpy(n, alpha, x, xOffset, y, yOffset);
  }

  @Override
  public void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Stage stage = Stage.borrowed();
    try {
      for (int block = 0; block < n; block += SUM_BLOCK) {
        Arrays.fill(stage.lane, 0f);
        SumTree.addToLanes(Math.min(SUM_BLOCK, n - block), x, xOffset + block, stage.lane);
        y[yOffset + block / SUM_BLOCK] = SumTree.fold(stage.lane);
      }
    } finally {
      stage.giveBack();
    }
  }

  @Override
  public float max(int n, float[] x, int xOffset) {
    float max = Float.NEGATIVE_INFINITY;
    for (int i = 0; i < n; i++) {
      max = Math.max(max, x[xOffset + i]);
    }
    return max;
  }

  @Override
  public void lossValues(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset) {
    LOSSES.of(loss).values(parameter, n, x, xOffset, t, tOffset, y, yOffset);
  }

  @Override
  public void lossBlocks(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset) {
    LOSSES.of(loss).blocks(parameter, n, x, xOffset, t, tOffset, y, yOffset);
  }

  @Override
  public void lossGradient(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset,
      boolean accumulate) {
    LOSSES
        .of(loss)
        .gradient(parameter, n, x, xOffset, t, tOffset, g, gOffset, gInc, dx, dxOffset, accumulate);
  }

  @Override
  public void lossBlocksAndGradient(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset,
      float scale,
      float[] dx,
      int dxOffset) {
    LOSSES
        .of(loss)
        .blocksAndGradient(parameter, n, x, xOffset, t, tOffset, y, yOffset, scale, dx, dxOffset);
  }

  @Override
  public void sgd(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    PlainUpdates.sgd(n, lr, weightDecay, g, gOffset, w, wOffset);
  }

  @Override
  public void sgdMomentum(
      int n,
      float lr,
      float weightDecay,
      float momentum,
      float dampening,
      boolean nesterov,
      boolean first,
      float[] g,
      int gOffset,
      float[] v,
      int vOffset,
      float[] w,
      int wOffset) {
    PlainUpdates.sgdMomentum(
        n,
        lr,
        weightDecay,
        momentum,
        dampening,
        nesterov,
        first,
        g,
        gOffset,
        v,
        vOffset,
        w,
        wOffset);
  }

  @Override
  public void adam(
      AdamStep step,
      int n,
      float[] g,
      int gOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset,
      float[] vMax,
      int vMaxOffset,
      float[] w,
      int wOffset) {
    PlainUpdates.adam(step, n, g, gOffset, m, mOffset, v, vOffset, vMax, vMaxOffset, w, wOffset);
  }
}
