package dev.lanegrad.kernel;

import dev.lanegrad.kernel.SharedCall.Kind;

/**
 * The outermost kernels: they check the arguments, hand small work to the kernels within, and share
 * large work among threads.
 *
 * <p>Threads split outputs, never a chain over k and never a block of a sum, so their number can't
 * be seen in the bits.
 */
final class ParallelKernels implements Kernels {
  /**
   * Multiply-adds from which a product is shared: 5 microseconds of work. On two cores 64 cubed
   * then runs 1.5 times as fast, 48 cubed would 1.1 times and 32 cubed 0.9 times.
   */
  private static final int PRODUCT = 1 << 18;

  /**
   * Elements from which elementwise work is shared: 4 microseconds of work. On two cores this many
   * sums run 1.5 times as fast, half as many 1.3 times and an eighth 0.7 times.
   */
  private static final int ELEMENTS = 1 << 15;

  private final Kernels kernels;
  private final WorkerPool pool;
  private final SharedCall call;
  private final int product;
  private final int elements;

  ParallelKernels(Kernels kernels, int threads) {
    this(kernels, threads, PRODUCT, ELEMENTS);
  }

  /** With thresholds of its own, for tests. */
  ParallelKernels(Kernels kernels, int threads, int product, int elements) {
    this.product = product;
    this.elements = elements;
    this.kernels = kernels;
    this.pool = new WorkerPool(threads);
    this.call = new SharedCall(kernels);
  }

  @Override
  public String description() {
    return kernels.description() + (threads() == 1 ? ", 1 thread" : ", " + threads() + " threads");
  }

  @Override
  public int vectorBits() {
    return kernels.vectorBits();
  }

  @Override
  public int threads() {
    return pool.threads();
  }

  private boolean shared(int n) {
    return n >= elements && pool.take();
  }

  private boolean shared(int m, int n, int k) {
    return (double) m * n * k >= product && pool.take();
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
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.size("k", k);
    Arguments.matrix("a", transA ? k : m, transA ? m : k, a, aOffset, lda);
    Arguments.matrix("b", transB ? n : k, transB ? k : n, b, bOffset, ldb);
    Arguments.matrix("c", m, n, c, cOffset, ldc);
    if (shared(m, n, k)) {
      pool.run(
          call.matrix(Kind.GEMM, m, n, k)
              .a(a, aOffset, lda)
              .b(b, bOffset, ldb)
              .c(c, cOffset, ldc)
              .flags(transA, transB, accumulate));
    } else {
      kernels.gemm(
          transA, transB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
    }
  }

  @Override
  public void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.size("k", k);
    Arguments.matrix("a", k, m, a, 0, m);
    Arguments.matrix("b", k, n, b, 0, n);
    Arguments.matrix("panel", Math.min(m, TileShape.MAX_ROWS), n, panel, 0, n);
    if (threads() > 1) {
      Kernels.super.gemmRows(m, n, k, a, b, panel, taker);
    } else {
      kernels.gemmRows(m, n, k, a, b, panel, taker);
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
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.size("k", k);
    Arguments.matrix("x", m, k, x, xOffset, ldx);
    Arguments.matrix("w", n, k, w, wOffset, ldw);
    Arguments.matrix("y", m, n, y, yOffset, ldy);
    if (bias != null) {
      Arguments.vector("bias", n, bias, biasOffset);
    }
    if (shared(m, n, k)) {
      pool.run(
          call.matrix(Kind.LINEAR, m, n, k)
              .a(x, xOffset, ldx)
              .b(w, wOffset, ldw)
              .c(y, yOffset, ldy)
              .d(bias, biasOffset, 1)
              .flags(relu, false, false));
    } else {
      kernels.linear(
          m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
    }
  }

  @Override
  public void copyToRows(int m, int n, float[] x, int xOffset, float[] y, int yOffset, int ldy) {
    Arguments.size("m", m);
    Arguments.vector("x", n, x, xOffset);
    Arguments.matrix("y", m, n, y, yOffset, ldy);
    kernels.copyToRows(m, n, x, xOffset, y, yOffset, ldy);
  }

  @Override
  public void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    Arguments.size("m", m);
    Arguments.vector("y", n, y, yOffset);
    Arguments.matrix("a", m, n, a, aOffset, lda);
    if ((double) m * n >= elements && pool.take()) {
      pool.run(
          call.matrix(Kind.COLUMN_SUMS, m, n, 1)
              .a(a, aOffset, lda)
              .c(y, yOffset, 1)
              .flags(accumulate, false, false));
    } else {
      kernels.columnSums(m, n, a, aOffset, lda, y, yOffset, accumulate);
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
    Arguments.size("m", m);
    Arguments.vector("sums", n, sums, sumsOffset);
    Arguments.matrix("y", m, n, y, yOffset, ldy);
    Arguments.matrix("dy", m, n, dy, dyOffset, lddy);
    if ((double) m * n >= elements && pool.take()) {
      pool.run(
          call.matrix(Kind.RELU_BACKWARD, m, n, 1)
              .a(y, yOffset, ldy)
              .b(dy, dyOffset, lddy)
              .c(sums, sumsOffset, 1)
              .flags(accumulate, false, false));
    } else {
      kernels.reluBackward(m, n, y, yOffset, ldy, dy, dyOffset, lddy, sums, sumsOffset, accumulate);
    }
  }

  @Override
  public void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("y", n, y, yOffset);
    if (shared(n)) {
      pool.run(call.elementwise(Kind.UNARY, op, n).a(x, xOffset, 1).c(y, yOffset, 1));
    } else {
      kernels.unary(op, n, x, xOffset, y, yOffset);
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
    Arguments.vector("a", n, aInc, a, aOffset);
    Arguments.vector("b", n, bInc, b, bOffset);
    Arguments.vector("c", n, c, cOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.BINARY, op, n)
              .a(a, aOffset, aInc)
              .b(b, bOffset, bInc)
              .c(c, cOffset, 1));
    } else {
      kernels.binary(op, n, a, aOffset, aInc, b, bOffset, bInc, c, cOffset);
    }
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("y", n, y, yOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.AXPY, null, n)
              .a(x, xOffset, 1)
              .c(y, yOffset, 1)
              .numbers(alpha, 0f, 0f, 0f));
    } else {
      kernels.axpy(n, alpha, x, xOffset, y, yOffset);
    }
  }

  @Override
  public void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("y", SumTree.blocks(n), y, yOffset);
    if (x != y
        && shared(n)) { // in place, a sum may be written only after all blocks before it are read
      pool.run(call.elementwise(Kind.SUM_BLOCKS, null, n).a(x, xOffset, 1).c(y, yOffset, 1));
    } else {
      kernels.sumBlocks(n, x, xOffset, y, yOffset);
    }
  }

  @Override
  public float max(int n, float[] x, int xOffset) {
    Arguments.vector("x", n, x, xOffset);
    return kernels.max(n, x, xOffset);
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
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("t", n, t, tOffset);
    Arguments.vector("y", n, y, yOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.LOSS_VALUES, loss, n)
              .a(x, xOffset, 1)
              .b(t, tOffset, 1)
              .c(y, yOffset, 1)
              .numbers(parameter, 0f, 0f, 0f));
    } else {
      kernels.lossValues(loss, parameter, n, x, xOffset, t, tOffset, y, yOffset);
    }
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
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("t", n, t, tOffset);
    Arguments.vector("y", SumTree.blocks(n), y, yOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.LOSS_BLOCKS, loss, n)
              .a(x, xOffset, 1)
              .b(t, tOffset, 1)
              .c(y, yOffset, 1)
              .numbers(parameter, 0f, 0f, 0f));
    } else {
      kernels.lossBlocks(loss, parameter, n, x, xOffset, t, tOffset, y, yOffset);
    }
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
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("t", n, t, tOffset);
    Arguments.vector("g", n, gInc, g, gOffset);
    Arguments.vector("dx", n, dx, dxOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.LOSS_GRADIENT, loss, n)
              .a(x, xOffset, 1)
              .b(t, tOffset, 1)
              .c(dx, dxOffset, 1)
              .d(g, gOffset, gInc)
              .flags(accumulate, false, false)
              .numbers(parameter, 0f, 0f, 0f));
    } else {
      kernels.lossGradient(
          loss, parameter, n, x, xOffset, t, tOffset, g, gOffset, gInc, dx, dxOffset, accumulate);
    }
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
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("t", n, t, tOffset);
    Arguments.vector("y", SumTree.blocks(n), y, yOffset);
    Arguments.vector("dx", n, dx, dxOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.LOSS_BLOCKS_AND_GRADIENT, loss, n)
              .a(x, xOffset, 1)
              .b(t, tOffset, 1)
              .c(y, yOffset, 1)
              .d(dx, dxOffset, 1)
              .numbers(parameter, scale, 0f, 0f));
    } else {
      kernels.lossBlocksAndGradient(
          loss, parameter, n, x, xOffset, t, tOffset, y, yOffset, scale, dx, dxOffset);
    }
  }

  @Override
  public void softmax(int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.matrix("x", m, n, x, xOffset, n);
    Arguments.matrix("y", m, n, y, yOffset, n);
    if ((double) m * n >= elements && pool.take()) {
      pool.run(
          call.matrix(Kind.SOFTMAX, m, n, 0)
              .a(x, xOffset, n)
              .c(y, yOffset, n)
              .flags(log, false, false));
    } else {
      kernels.softmax(m, n, log, x, xOffset, y, yOffset);
    }
  }

  @Override
  public void softmaxGradient(
      int m,
      int n,
      boolean log,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset) {
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.matrix("y", m, n, y, yOffset, n);
    Arguments.matrix("dy", m, n, dy, dyOffset, n);
    Arguments.matrix("dx", m, n, dx, dxOffset, n);
    if ((double) m * n >= elements && pool.take()) {
      pool.run(
          call.matrix(Kind.SOFTMAX_GRADIENT, m, n, 0)
              .a(y, yOffset, n)
              .b(dy, dyOffset, n)
              .c(dx, dxOffset, n)
              .flags(log, false, false));
    } else {
      kernels.softmaxGradient(m, n, log, y, yOffset, dy, dyOffset, dx, dxOffset);
    }
  }

  @Override
  public void crossEntropy(
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
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.matrix("x", m, n, x, xOffset, n);
    Arguments.vector("t", m, t, tOffset);
    Arguments.vector("y", m, y, yOffset);
    if (w != null) {
      Arguments.vector("w", n, w, wOffset);
    }
    if (dx != null) {
      Arguments.vector("g", m, gInc, g, gOffset);
      Arguments.matrix("dx", m, n, dx, dxOffset, n);
    }
    Arguments.classes(m, n, t, tOffset, ignored);
    if ((double) m * n >= elements && pool.take()) {
      pool.run(
          call.matrix(Kind.CROSS_ENTROPY, m, n, ignored)
              .a(x, xOffset, n)
              .b(t, tOffset, 1)
              .c(y, yOffset, 1)
              .d(g, gOffset, gInc)
              .e(w, wOffset, 1)
              .f(dx, dxOffset, n)
              .numbers(smoothing, 0f, 0f, 0f));
    } else {
      kernels.crossEntropy(
          m, n, x, xOffset, t, tOffset, w, wOffset, smoothing, ignored, y, yOffset, g, gOffset,
          gInc, dx, dxOffset);
    }
  }

  @Override
  public void sgd(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    Arguments.vector("g", n, g, gOffset);
    Arguments.vector("w", n, w, wOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.SGD, null, n)
              .a(g, gOffset, 1)
              .c(w, wOffset, 1)
              .numbers(lr, weightDecay, 0f, 0f));
    } else {
      kernels.sgd(n, lr, weightDecay, g, gOffset, w, wOffset);
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
    Arguments.vector("g", n, g, gOffset);
    Arguments.vector("v", n, v, vOffset);
    Arguments.vector("w", n, w, wOffset);
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.SGD_MOMENTUM, null, n)
              .a(g, gOffset, 1)
              .b(v, vOffset, 1)
              .c(w, wOffset, 1)
              .flags(nesterov, first, false)
              .numbers(lr, weightDecay, momentum, dampening));
    } else {
      kernels.sgdMomentum(
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
    Arguments.vector("g", n, g, gOffset);
    Arguments.vector("m", n, m, mOffset);
    Arguments.vector("v", n, v, vOffset);
    Arguments.vector("w", n, w, wOffset);
    if (vMax != null) {
      Arguments.vector("vMax", n, vMax, vMaxOffset);
    }
    if (shared(n)) {
      pool.run(
          call.elementwise(Kind.ADAM, null, n)
              .a(g, gOffset, 1)
              .b(m, mOffset, 1)
              .c(w, wOffset, 1)
              .d(v, vOffset, 1)
              .e(vMax, vMaxOffset, 1)
              .step(step));
    } else {
      kernels.adam(step, n, g, gOffset, m, mOffset, v, vOffset, vMax, vMaxOffset, w, wOffset);
    }
  }
}
