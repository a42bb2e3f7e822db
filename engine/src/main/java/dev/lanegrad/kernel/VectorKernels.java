package dev.lanegrad.kernel;

/** The kernels by vectors of {@link Lanes#FLOATS}, on the calling thread. */
final class VectorKernels implements Kernels {
  private static final LoopTable<UnaryLoop> UNARY =
      new LoopTable<>(VectorUnary.class, UnaryLoop.class, Unary.class, true);
  private static final LoopTable<BinaryLoop> BINARY =
      new LoopTable<>(VectorBinary.class, BinaryLoop.class, Binary.class);
  private static final LoopTable<LossLoop> LOSSES =
      new LoopTable<>(VectorLoss.class, LossLoop.class, PointLoss.class);

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
      Kernels.super.gemmRows(m, n, k, a, b, panel, taker);
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
      Kernels.super.linear(
          m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
    } else {
      VectorGemm.linear(
          m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
    }
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
    VectorSums.columns(m, n, a, aOffset, lda, y, yOffset, accumulate);
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
    MaskedSums.columns(m, n, y, yOffset, ldy, dy, dyOffset, lddy, sums, sumsOffset, accumulate);
  }

  @Override
  public void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    UnaryLoop loop = UNARY.of(op);
    for (int i = 0, end = CacheLine.firstPart(n, y, yOffset); i < n; i = end, end = n) {
      loop.run(end - i, x, xOffset + i, y, yOffset + i);
    }
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
    BinaryLoop loop = BINARY.of(op);
    for (int i = 0, end = CacheLine.firstPart(n, c, cOffset); i < n; i = end, end = n) {
      loop.run(end - i, a, aOffset + i * aInc, aInc, b, bOffset + i * bInc, bInc, c, cOffset + i);
    }
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0, end = CacheLine.firstPart(n, y, yOffset); i < n; i = end, end = n) {
      VectorUpdates.axpy(end - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }

  @Override
  public void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    VectorSums.blocks(n, x, xOffset, y, yOffset);
  }

  @Override
  public float max(int n, float[] x, int xOffset) {
    return VectorSums.max(n, x, xOffset);
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
    for (int i = 0, end = CacheLine.firstPart(n, w, wOffset); i < n; i = end, end = n) {
      VectorUpdates.sgd(end - i, lr, weightDecay, g, gOffset + i, w, wOffset + i);
    }
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
    for (int i = 0, end = CacheLine.firstPart(n, w, wOffset); i < n; i = end, end = n) {
      VectorUpdates.sgdMomentum(
          end - i,
          lr,
          weightDecay,
          momentum,
          dampening,
          nesterov,
          first,
          g,
          gOffset + i,
          v,
          vOffset + i,
          w,
          wOffset + i);
    }
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
    VectorUpdates.adam(step, n, g, gOffset, m, mOffset, v, vOffset, vMax, vMaxOffset, w, wOffset);
  }
}
