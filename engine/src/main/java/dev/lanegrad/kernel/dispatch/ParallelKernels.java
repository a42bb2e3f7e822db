package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.gemm.ProductSize;
import dev.lanegrad.kernel.scalar.ComposedKernels;
import dev.lanegrad.kernel.scalar.SumTree;

/**
 * The outermost kernels: they check the arguments, ask a {@link KernelChoice} which kernels run
 * small work, and share large work among threads.
 *
 * <p>Threads split outputs, never a chain over k and never a block of a sum, so their number can't
 * be seen in the bits.
 */
public final class ParallelKernels implements ComposedKernels {
  /**
   * Multiply-adds from which a product is shared: 5 microseconds of work. On two cores 64 cubed
   * then runs 1.5 times as fast, 48 cubed would 1.1 times and 32 cubed 0.9 times.
   */
  static final int PRODUCT = 1 << 18;

  /**
   * Elements from which elementwise work is shared: 4 microseconds of work. On two cores this many
   * sums run 1.5 times as fast, half as many 1.3 times and an eighth 0.7 times.
   */
  private static final int ELEMENTS = 1 << 15;

  private final KernelChoice choice;
  private final WorkerPool pool;

  /** The call that the threads share, of whoever has the pool. */
  private final Call call;

  private final int product;
  private final int elements;

  ParallelKernels(KernelChoice choice, int threads) {
    this(choice, threads, PRODUCT, ELEMENTS);
  }

  /** With thresholds of its own, for tests. */
  public ParallelKernels(KernelChoice choice, int threads, int product, int elements) {
    this.product = product;
    this.elements = elements;
    this.choice = choice;
    this.pool = new WorkerPool(threads);
    this.call = new Call(choice);
  }

  @Override
  public String description() {
    return choice.description() + (threads() == 1 ? ", 1 thread" : ", " + threads() + " threads");
  }

  @Override
  public int vectorBits() {
    return choice.vectorBits();
  }

  @Override
  public int threads() {
    return pool.threads();
  }

  private boolean shared(int n) {
    return n >= elements && pool.take();
  }

  private boolean shared(int m, int n) {
    return (double) m * n >= elements && pool.take();
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
      call.of(Op.GEMM, null, m, n, k);
      call.a.set(a, aOffset, lda);
      call.b.set(b, bOffset, ldb);
      call.c.set(c, cOffset, ldc);
      call.transA = transA;
      call.transB = transB;
      call.accumulate = accumulate;
      pool.run(call);
    } else {
      choice
          .ofProduct(m, n, k, ProductSize.gemmLayout(transA, transB, accumulate))
          .gemm(
              transA,
              transB,
              m,
              n,
              k,
              a,
              aOffset,
              lda,
              b,
              bOffset,
              ldb,
              c,
              cOffset,
              ldc,
              accumulate);
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
    Arguments.matrix("panel", Math.min(m, PANEL_ROWS), n, panel, 0, n);
    if (threads() > 1) {
      ComposedKernels.super.gemmRows(m, n, k, a, b, panel, taker);
    } else {
      choice
          .ofProduct(m, n, k, ProductSize.gemmLayout(true, false, false))
          .gemmRows(m, n, k, a, b, panel, taker);
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
      call.of(Op.LINEAR, null, m, n, k);
      call.x.set(x, xOffset, ldx);
      call.w.set(w, wOffset, ldw);
      call.y.set(y, yOffset, ldy);
      call.bias.set(bias, biasOffset, 1);
      call.relu = relu;
      pool.run(call);
    } else {
      choice
          .ofProduct(m, n, k, ProductSize.linearLayout(bias != null, relu))
          .linear(
              m, n, k, x, xOffset, ldx, w, wOffset, ldw, bias, biasOffset, relu, y, yOffset, ldy);
    }
  }

  @Override
  public void copyToRows(int m, int n, float[] x, int xOffset, float[] y, int yOffset, int ldy) {
    Arguments.size("m", m);
    Arguments.vector("x", n, x, xOffset);
    Arguments.matrix("y", m, n, y, yOffset, ldy);
    ComposedKernels.super.copyToRows(m, n, x, xOffset, y, yOffset, ldy);
  }

  @Override
  public void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    Arguments.size("m", m);
    Arguments.vector("y", n, y, yOffset);
    Arguments.matrix("a", m, n, a, aOffset, lda);
    if (shared(m, n)) {
      call.of(Op.COLUMN_SUMS, null, m, n, 1);
      call.a.set(a, aOffset, lda);
      call.y.set(y, yOffset, 1);
      call.accumulate = accumulate;
      pool.run(call);
    } else {
      choice.of(Op.COLUMN_SUMS).columnSums(m, n, a, aOffset, lda, y, yOffset, accumulate);
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
    if (shared(m, n)) {
      call.of(Op.RELU_BACKWARD, null, m, n, 1);
      call.y.set(y, yOffset, ldy);
      call.dy.set(dy, dyOffset, lddy);
      call.sums.set(sums, sumsOffset, 1);
      call.accumulate = accumulate;
      pool.run(call);
    } else {
      choice
          .of(Op.RELU_BACKWARD)
          .reluBackward(m, n, y, yOffset, ldy, dy, dyOffset, lddy, sums, sumsOffset, accumulate);
    }
  }

  @Override
  public void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("y", n, y, yOffset);
    if (shared(n)) {
      call.of(Op.UNARY, op, n);
      call.x.set(x, xOffset, 1);
      call.y.set(y, yOffset, 1);
      pool.run(call);
    } else {
      choice.of(Op.UNARY, op).unary(op, n, x, xOffset, y, yOffset);
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
      call.of(Op.BINARY, op, n);
      call.a.set(a, aOffset, aInc);
      call.b.set(b, bOffset, bInc);
      call.c.set(c, cOffset, 1);
      pool.run(call);
    } else {
      choice.of(Op.BINARY, op).binary(op, n, a, aOffset, aInc, b, bOffset, bInc, c, cOffset);
    }
  }

  @Override
  public void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("y", n, y, yOffset);
    if (shared(n)) {
      call.of(Op.AXPY, null, n);
      call.x.set(x, xOffset, 1);
      call.y.set(y, yOffset, 1);
      call.alpha = alpha;
      pool.run(call);
    } else {
      choice.of(Op.AXPY).axpy(n, alpha, x, xOffset, y, yOffset);
    }
  }

  @Override
  public void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.vector("x", n, x, xOffset);
    Arguments.vector("y", SumTree.blocks(n), y, yOffset);
    if (x != y
        && shared(n)) { // in place, a sum may be written only after all blocks before it are read
      call.of(Op.SUM_BLOCKS, null, n);
      call.x.set(x, xOffset, 1);
      call.y.set(y, yOffset, 1);
      pool.run(call);
    } else {
      choice.of(Op.SUM_BLOCKS).sumBlocks(n, x, xOffset, y, yOffset);
    }
  }

  @Override
  public float max(int n, float[] x, int xOffset) {
    Arguments.vector("x", n, x, xOffset);
    return choice.of(Op.MAX).max(n, x, xOffset);
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
      call.of(Op.LOSS_VALUES, loss, n);
      call.x.set(x, xOffset, 1);
      call.t.set(t, tOffset, 1);
      call.y.set(y, yOffset, 1);
      call.parameter = parameter;
      pool.run(call);
    } else {
      choice
          .of(Op.LOSS_VALUES, loss)
          .lossValues(loss, parameter, n, x, xOffset, t, tOffset, y, yOffset);
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
      call.of(Op.LOSS_BLOCKS, loss, n);
      call.x.set(x, xOffset, 1);
      call.t.set(t, tOffset, 1);
      call.y.set(y, yOffset, 1);
      call.parameter = parameter;
      pool.run(call);
    } else {
      choice
          .of(Op.LOSS_BLOCKS, loss)
          .lossBlocks(loss, parameter, n, x, xOffset, t, tOffset, y, yOffset);
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
      call.of(Op.LOSS_GRADIENT, loss, n);
      call.x.set(x, xOffset, 1);
      call.t.set(t, tOffset, 1);
      call.dx.set(dx, dxOffset, 1);
      call.g.set(g, gOffset, gInc);
      call.accumulate = accumulate;
      call.parameter = parameter;
      pool.run(call);
    } else {
      choice
          .of(Op.LOSS_GRADIENT, loss)
          .lossGradient(
              loss,
              parameter,
              n,
              x,
              xOffset,
              t,
              tOffset,
              g,
              gOffset,
              gInc,
              dx,
              dxOffset,
              accumulate);
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
      call.of(Op.LOSS_BLOCKS_AND_GRADIENT, loss, n);
      call.x.set(x, xOffset, 1);
      call.t.set(t, tOffset, 1);
      call.y.set(y, yOffset, 1);
      call.dx.set(dx, dxOffset, 1);
      call.parameter = parameter;
      call.scale = scale;
      pool.run(call);
    } else {
      choice
          .of(Op.LOSS_BLOCKS_AND_GRADIENT, loss)
          .lossBlocksAndGradient(
              loss, parameter, n, x, xOffset, t, tOffset, y, yOffset, scale, dx, dxOffset);
    }
  }

  @Override
  public void softmax(int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset) {
    Arguments.size("m", m);
    Arguments.size("n", n);
    Arguments.matrix("x", m, n, x, xOffset, n);
    Arguments.matrix("y", m, n, y, yOffset, n);
    if (shared(m, n)) {
      call.of(Op.SOFTMAX, null, m, n, 1);
      call.x.set(x, xOffset, n);
      call.y.set(y, yOffset, n);
      call.log = log;
      pool.run(call);
    } else {
      choice.of(Op.SOFTMAX).softmax(m, n, log, x, xOffset, y, yOffset);
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
    if (shared(m, n)) {
      call.of(Op.SOFTMAX_GRADIENT, null, m, n, 1);
      call.y.set(y, yOffset, n);
      call.dy.set(dy, dyOffset, n);
      call.dx.set(dx, dxOffset, n);
      call.log = log;
      pool.run(call);
    } else {
      choice
          .of(Op.SOFTMAX_GRADIENT)
          .softmaxGradient(m, n, log, y, yOffset, dy, dyOffset, dx, dxOffset);
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
    if (shared(m, n)) {
      call.of(Op.CROSS_ENTROPY, null, m, n, 1);
      call.x.set(x, xOffset, n);
      call.t.set(t, tOffset, 1);
      call.y.set(y, yOffset, 1);
      call.g.set(g, gOffset, gInc);
      call.w.set(w, wOffset, 1);
      call.dx.set(dx, dxOffset, n);
      call.smoothing = smoothing;
      call.ignored = ignored;
      pool.run(call);
    } else {
      choice
          .of(Op.CROSS_ENTROPY)
          .crossEntropy(
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
      call.of(Op.SGD, null, n);
      call.g.set(g, gOffset, 1);
      call.w.set(w, wOffset, 1);
      call.lr = lr;
      call.weightDecay = weightDecay;
      pool.run(call);
    } else {
      choice.of(Op.SGD).sgd(n, lr, weightDecay, g, gOffset, w, wOffset);
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
      call.of(Op.SGD_MOMENTUM, null, n);
      call.g.set(g, gOffset, 1);
      call.v.set(v, vOffset, 1);
      call.w.set(w, wOffset, 1);
      call.nesterov = nesterov;
      call.first = first;
      call.lr = lr;
      call.weightDecay = weightDecay;
      call.momentum = momentum;
      call.dampening = dampening;
      pool.run(call);
    } else {
      choice
          .of(Op.SGD_MOMENTUM)
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
      call.of(Op.ADAM, null, n);
      call.g.set(g, gOffset, 1);
      call.mean.set(m, mOffset, 1);
      call.w.set(w, wOffset, 1);
      call.v.set(v, vOffset, 1);
      call.vMax.set(vMax, vMaxOffset, 1);
      call.step = step;
      pool.run(call);
    } else {
      choice
          .of(Op.ADAM)
          .adam(step, n, g, gOffset, m, mOffset, v, vOffset, vMax, vMaxOffset, w, wOffset);
    }
  }
}
