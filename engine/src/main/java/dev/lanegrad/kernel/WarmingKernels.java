package dev.lanegrad.kernel;

import dev.lanegrad.kernel.WarmingKernel.Kind;
import java.util.function.Supplier;

/**
 * Kernels that start as plain loops and go over to vectors one by one, as {@link WarmUp} gets these
 * compiled.
 */
final class WarmingKernels implements Kernels {
  /**
   * Multiply-adds from which a product goes to the vectors at once: its tiles are compiled before
   * it is half done, and a trial in plain loops would take too long.
   */
  private static final double LARGE = 1 << 26;

  /**
   * The vector kernels, made by the first thread that needs them: loading their classes takes
   * longer than a small step.
   */
  private static final class Vectors implements Supplier<Kernels> {
    /** Apart, so that a supplier can be made without it. */
    private static final class Made {
      static final Kernels KERNELS = new VectorKernels();
    }

    @Override
    public Kernels get() {
      return Made.KERNELS;
    }
  }

  private final Kernels plain = new ScalarKernels();
  private final WarmUp warmUp = new WarmUp(plain, new Vectors());
  private final WarmingProducts products = new WarmingProducts();
  private final WarmingKernel[] unary = each(Kind.UNARY, Unary.values());
  private final WarmingKernel[] binary = each(Kind.BINARY, Binary.values());
  private final WarmingKernel[] lossValues = each(Kind.LOSS_VALUES, PointLoss.values());
  private final WarmingKernel[] lossBlocks = each(Kind.LOSS_BLOCKS, PointLoss.values());
  private final WarmingKernel[] lossGradients = each(Kind.LOSS_GRADIENT, PointLoss.values());
  private final WarmingKernel[] lossBlocksAndGradients =
      each(Kind.LOSS_BLOCKS_AND_GRADIENT, PointLoss.values());
  private final WarmingKernel columnSums = one(Kind.COLUMN_SUMS);
  private final WarmingKernel reluBackward = one(Kind.RELU_BACKWARD);
  private final WarmingKernel axpy = one(Kind.AXPY);
  private final WarmingKernel sumBlocks = one(Kind.SUM_BLOCKS);
  private final WarmingKernel max = one(Kind.MAX);
  private final WarmingKernel sgd = one(Kind.SGD);
  private final WarmingKernel sgdMomentum = one(Kind.SGD_MOMENTUM);
  private final WarmingKernel adam = one(Kind.ADAM);

  private static WarmingKernel one(Kind kind) {
    return new WarmingKernel(kind, (Enum<?>) null);
  }

  private static WarmingKernel[] each(Kind kind, Enum<?>[] ops) {
    WarmingKernel[] kernels = new WarmingKernel[ops.length];
    for (int i = 0; i < ops.length; i++) {
      kernels[i] = new WarmingKernel(kind, ops[i]);
    }
    return kernels;
  }

  private Kernels pick(WarmingKernel kernel) {
    return kernel.vectors(warmUp) ? Vectors.Made.KERNELS : plain;
  }

  private Kernels product(int m, int n, int k, int layout) {
    double work = (double) m * n * k;
    if (work == 0) {
      return plain;
    } else if (work >= LARGE) {
      return Vectors.Made.KERNELS;
    }
    WarmingKernel kernel = products.of(m, n, k, layout);
    return kernel == null ? Vectors.Made.KERNELS : pick(kernel);
  }

  /**
   * Waits until all kernels that were called so far have gone over to vectors, or were given up.
   */
  void await() throws InterruptedException {
    warmUp.await();
  }

  /** How many kernels have gone over to vectors. */
  int goneOver() {
    return warmUp.goneOver();
  }

  @Override
  public String description() {
    return Vectors.Made.KERNELS.description();
  }

  @Override
  public int vectorBits() {
    return Vectors.Made.KERNELS.vectorBits();
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
    product(m, n, k, ProductSize.gemmLayout(transA, transB, accumulate))
        .gemm(
            transA, transB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }

  @Override
  public void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    product(m, n, k, ProductSize.gemmLayout(true, false, false))
        .gemmRows(m, n, k, a, b, panel, taker);
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
    product(m, n, k, ProductSize.linearLayout(bias != null, relu))
        .linear(m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
  }

  @Override
  public void copyToRows(int m, int n, float[] x, int xOffset, float[] y, int yOffset, int ldy) {
    plain.copyToRows(m, n, x, xOffset, y, yOffset, ldy);
  }

  @Override
  public void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    pick(columnSums).columnSums(m, n, a, aOffset, lda, y, yOffset, accumulate);
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
    pick(reluBackward)
        .reluBackward(m, n, y, yOffset, ldy, dy, dyOffset, lddy, sums, sumsOffset, accumulate);
  }

  @Override
  public void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    pick(unary[op.ordinal()]).unary(op, n, x, xOffset, y, yOffset);
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
    pick(binary[op.ordinal()]).binary(op, n, a, aOffset, aInc, b, bOffset, bInc, c, cOffset);
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    pick(axpy).axpy(n, alpha, x, xOffset, y, yOffset);
  }

  @Override
  public void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    pick(sumBlocks).sumBlocks(n, x, xOffset, y, yOffset);
  }

  @Override
  public float max(int n, float[] x, int xOffset) {
    return pick(max).max(n, x, xOffset);
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
    pick(lossValues[loss.ordinal()])
        .lossValues(loss, parameter, n, x, xOffset, t, tOffset, y, yOffset);
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
    pick(lossBlocks[loss.ordinal()])
        .lossBlocks(loss, parameter, n, x, xOffset, t, tOffset, y, yOffset);
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
    pick(lossGradients[loss.ordinal()])
        .lossGradient(
            loss, parameter, n, x, xOffset, t, tOffset, g, gOffset, gInc, dx, dxOffset, accumulate);
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
    pick(lossBlocksAndGradients[loss.ordinal()])
        .lossBlocksAndGradient(
            loss, parameter, n, x, xOffset, t, tOffset, y, yOffset, scale, dx, dxOffset);
  }

  @Override
  public void sgd(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    pick(sgd).sgd(n, lr, weightDecay, g, gOffset, w, wOffset);
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
    pick(sgdMomentum)
        .sgdMomentum(
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
    pick(adam).adam(step, n, g, gOffset, m, mOffset, v, vOffset, vMax, vMaxOffset, w, wOffset);
  }
}
