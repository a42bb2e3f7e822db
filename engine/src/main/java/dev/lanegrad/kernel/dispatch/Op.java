package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.ProductKernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.gemm.ProductSize;
import dev.lanegrad.kernel.gemm.ProductTrial;
import java.util.Arrays;

/**
 * What dispatch must know of each kernel: how a call is split among threads, how a part of it runs,
 * and on what it is tried while its vectors are compiled. A small call on one thread never comes
 * here.
 */
enum Op {
  /** {@link ProductKernels#gemm}; its trials are {@link ProductTrial}s. */
  GEMM,

  /** {@link ProductKernels#linear}; its trials are {@link ProductTrial}s. */
  LINEAR,

  COLUMN_SUMS(Split.COLUMNS),

  RELU_BACKWARD(Split.COLUMNS),

  SOFTMAX(Split.ROWS),

  SOFTMAX_GRADIENT(Split.ROWS),

  CROSS_ENTROPY(Split.ROWS),

  UNARY(Split.ELEMENTS, Unary.values()),

  BINARY(Split.ELEMENTS, Binary.values()),

  SUM_BLOCKS(Split.ELEMENTS),

  /** Never shared: there is one result. */
  MAX(Split.ELEMENTS),

  LOSS_VALUES(Split.ELEMENTS, PointLoss.values()),

  LOSS_BLOCKS(Split.ELEMENTS, PointLoss.values()),

  LOSS_GRADIENT(Split.ELEMENTS, PointLoss.values()),

  LOSS_BLOCKS_AND_GRADIENT(Split.ELEMENTS, PointLoss.values()),

  AXPY(Split.ELEMENTS),

  SGD(Split.ELEMENTS),

  SGD_MOMENTUM(Split.ELEMENTS),

  ADAM(Split.ELEMENTS);

  /** What threads share out. None splits a chain over k, or a block of a sum. */
  private enum Split {
    ELEMENTS,
    ROWS,
    COLUMNS,
    /** Those of which there are enough: {@link Op#byRows}. */
    ROWS_OR_COLUMNS
  }

  /**
   * Parts of a matrix start at a multiple of this: a cache line of floats, and a whole number of
   * vectors.
   */
  private static final int MATRIX_GRAIN = 16;

  /** Rows of a gradient that are enough to be shared. */
  private static final int GRADIENT_ROWS = 128;

  /** Elements of each operand of a trial. */
  private static final int SAMPLE = 1024;

  /** Rows and columns of a matrix of a trial. */
  private static final int SAMPLE_SIDE = 32;

  /** Lengths of rows of a trial: a few hundred bytes, and the classes of a small classifier. */
  private static final int[] SAMPLE_ROWS = {SAMPLE_SIDE, 10};

  private final Split split;
  private final Enum<?>[] variants;

  Op() {
    this(Split.ROWS_OR_COLUMNS);
  }

  Op(Split split, Enum<?>... variants) {
    this.split = split;
    this.variants = variants;
  }

  /** Its functions; null alone where it has none. */
  Enum<?>[] variants() {
    return variants.length == 0 ? new Enum<?>[1] : variants;
  }

  /**
   * Runs a part of a call.
   *
   * @param i the first of the elements, rows or columns that are shared out
   * @param size how many
   * @return what the kernel returns; 0 if that is nothing
   */
  float run(KernelChoice choice, Call c, int i, int size) {
    return switch (this) { // an expression, so that the compiler asks for every kernel
      case GEMM -> {
        boolean rows = byRows(c);
        int m = rows ? size : c.m;
        int n = rows ? c.n : size;
        int a = !rows ? c.a.offset : c.transA ? c.a.offset + i : c.a.at(i);
        int b = rows ? c.b.offset : c.transB ? c.b.at(i) : c.b.offset + i;
        int to = rows ? c.c.at(i) : c.c.offset + i;
        choice
            .ofProduct(m, n, c.k, ProductSize.gemmLayout(c.transA, c.transB, c.accumulate))
            .gemm(
                c.transA,
                c.transB,
                m,
                n,
                c.k,
                c.a.array,
                a,
                c.a.stride,
                c.b.array,
                b,
                c.b.stride,
                c.c.array,
                to,
                c.c.stride,
                c.accumulate);
        yield 0f;
      }
      case LINEAR -> {
        boolean rows = byRows(c);
        int m = rows ? size : c.m;
        int n = rows ? c.n : size;
        int x = rows ? c.x.at(i) : c.x.offset;
        int w = rows ? c.w.offset : c.w.at(i);
        int bias = rows ? c.bias.offset : c.bias.offset + i;
        int y = rows ? c.y.at(i) : c.y.offset + i;
        choice
            .ofProduct(m, n, c.k, ProductSize.linearLayout(c.bias.array != null, c.relu))
            .linear(
                m,
                n,
                c.k,
                c.x.array,
                x,
                c.x.stride,
                c.w.array,
                w,
                c.w.stride,
                c.bias.array,
                bias,
                c.relu,
                c.y.array,
                y,
                c.y.stride);
        yield 0f;
      }
      case COLUMN_SUMS -> {
        choice
            .of(COLUMN_SUMS)
            .columnSums(
                c.m,
                size,
                c.a.array,
                c.a.offset + i,
                c.a.stride,
                c.y.array,
                c.y.offset + i,
                c.accumulate);
        yield 0f;
      }
      case RELU_BACKWARD -> {
        choice
            .of(RELU_BACKWARD)
            .reluBackward(
                c.m,
                size,
                c.y.array,
                c.y.offset + i,
                c.y.stride,
                c.dy.array,
                c.dy.offset + i,
                c.dy.stride,
                c.sums.array,
                c.sums.offset + i,
                c.accumulate);
        yield 0f;
      }
      case SOFTMAX -> {
        choice.of(SOFTMAX).softmax(size, c.n, c.log, c.x.array, c.x.at(i), c.y.array, c.y.at(i));
        yield 0f;
      }
      case SOFTMAX_GRADIENT -> {
        choice
            .of(SOFTMAX_GRADIENT)
            .softmaxGradient(
                size,
                c.n,
                c.log,
                c.y.array,
                c.y.at(i),
                c.dy.array,
                c.dy.at(i),
                c.dx.array,
                c.dx.at(i));
        yield 0f;
      }
      case CROSS_ENTROPY -> {
        choice
            .of(CROSS_ENTROPY)
            .crossEntropy(
                size,
                c.n,
                c.x.array,
                c.x.at(i),
                c.t.array,
                c.t.at(i),
                c.w.array,
                c.w.offset,
                c.smoothing,
                c.ignored,
                c.y.array,
                c.y.at(i),
                c.g.array,
                c.g.at(i),
                c.g.stride,
                c.dx.array,
                c.dx.at(i));
        yield 0f;
      }
      case UNARY -> {
        choice
            .of(UNARY, c.variant)
            .unary((Unary) c.variant, size, c.x.array, c.x.at(i), c.y.array, c.y.at(i));
        yield 0f;
      }
      case BINARY -> {
        choice
            .of(BINARY, c.variant)
            .binary(
                (Binary) c.variant,
                size,
                c.a.array,
                c.a.at(i),
                c.a.stride,
                c.b.array,
                c.b.at(i),
                c.b.stride,
                c.c.array,
                c.c.at(i));
        yield 0f;
      }
      case SUM_BLOCKS -> {
        choice
            .of(SUM_BLOCKS)
            .sumBlocks(size, c.x.array, c.x.at(i), c.y.array, c.y.at(i / Kernels.SUM_BLOCK));
        yield 0f;
      }
      case MAX -> choice.of(MAX).max(size, c.x.array, c.x.at(i));
      case LOSS_VALUES -> {
        choice
            .of(LOSS_VALUES, c.variant)
            .lossValues(
                (PointLoss) c.variant,
                c.parameter,
                size,
                c.x.array,
                c.x.at(i),
                c.t.array,
                c.t.at(i),
                c.y.array,
                c.y.at(i));
        yield 0f;
      }
      case LOSS_BLOCKS -> {
        choice
            .of(LOSS_BLOCKS, c.variant)
            .lossBlocks(
                (PointLoss) c.variant,
                c.parameter,
                size,
                c.x.array,
                c.x.at(i),
                c.t.array,
                c.t.at(i),
                c.y.array,
                c.y.at(i / Kernels.SUM_BLOCK));
        yield 0f;
      }
      case LOSS_GRADIENT -> {
        choice
            .of(LOSS_GRADIENT, c.variant)
            .lossGradient(
                (PointLoss) c.variant,
                c.parameter,
                size,
                c.x.array,
                c.x.at(i),
                c.t.array,
                c.t.at(i),
                c.g.array,
                c.g.at(i),
                c.g.stride,
                c.dx.array,
                c.dx.at(i),
                c.accumulate);
        yield 0f;
      }
      case LOSS_BLOCKS_AND_GRADIENT -> {
        choice
            .of(LOSS_BLOCKS_AND_GRADIENT, c.variant)
            .lossBlocksAndGradient(
                (PointLoss) c.variant,
                c.parameter,
                size,
                c.x.array,
                c.x.at(i),
                c.t.array,
                c.t.at(i),
                c.y.array,
                c.y.at(i / Kernels.SUM_BLOCK),
                c.scale,
                c.dx.array,
                c.dx.at(i));
        yield 0f;
      }
      case AXPY -> {
        choice.of(AXPY).axpy(size, c.alpha, c.x.array, c.x.at(i), c.y.array, c.y.at(i));
        yield 0f;
      }
      case SGD -> {
        choice.of(SGD).sgd(size, c.lr, c.weightDecay, c.g.array, c.g.at(i), c.w.array, c.w.at(i));
        yield 0f;
      }
      case SGD_MOMENTUM -> {
        choice
            .of(SGD_MOMENTUM)
            .sgdMomentum(
                size,
                c.lr,
                c.weightDecay,
                c.momentum,
                c.dampening,
                c.nesterov,
                c.first,
                c.g.array,
                c.g.at(i),
                c.v.array,
                c.v.at(i),
                c.w.array,
                c.w.at(i));
        yield 0f;
      }
      case ADAM -> {
        choice
            .of(ADAM)
            .adam(
                c.step,
                size,
                c.g.array,
                c.g.at(i),
                c.mean.array,
                c.mean.at(i),
                c.v.array,
                c.v.at(i),
                c.vMax.array,
                c.vMax.at(i),
                c.w.array,
                c.w.at(i));
        yield 0f;
      }
    };
  }

  /**
   * Whether the rows of the result are shared out, and not its columns.
   *
   * <p>The gradient of a weight, AᵀB, is cut by rows: so are its weights when they are updated or
   * multiplied, and each core finds its own in its cache. Where b is stored (n, k), each core
   * transposes that of its columns, and two that have the same columns do it twice: 17 % at n =
   * 512.
   */
  private boolean byRows(Call c) {
    return split == Split.ROWS_OR_COLUMNS
        ? byRows(c.transA && this == GEMM, c.transB || this == LINEAR, c.m, c.n)
        : split == Split.ROWS;
  }

  /** The same of a product. */
  static boolean byRows(boolean transA, boolean transB, int m, int n) {
    return transB ? m / 2 >= n : m >= n || transA && m >= GRADIENT_ROWS;
  }

  /** Runs one of so many parts, about equal, of which some may be empty. */
  void runPart(Call call, int part, int parts) {
    int length = byRows(call) ? call.m : call.n;
    int grain = split == Split.ELEMENTS ? Kernels.SUM_BLOCK : MATRIX_GRAIN;
    int grains = (length + grain - 1) / grain;
    int from = Math.min(length, (int) ((long) grains * part / parts) * grain);
    int to = Math.min(length, (int) ((long) grains * (part + 1) / parts) * grain);
    if (from < to) {
      run(call.choice, call, from, to - from);
    }
  }

  /** The call that is repeated while the vectors are compiled, on operands of its own. */
  Call sample(Enum<?> variant) {
    Call call = new Call(null);
    if (split == Split.ELEMENTS) {
      call.of(this, variant, SAMPLE).fill(SAMPLE, 1);
    } else {
      call.of(this, variant, SAMPLE_SIDE, SAMPLE_SIDE, 1).fill(SAMPLE, SAMPLE_SIDE);
    }
    call.parameter = 1f;
    call.scale = 1f;
    call.alpha = 1e-9f;
    call.lr = 1e-9f;
    call.momentum = 0.9f;
    call.step = new AdamStep(0.9, 0.999, 1e-8).set(0.9, 0.999, 1e-9, 0, false);
    call.vMax.array = null;
    call.g.stride = this == LOSS_GRADIENT || this == CROSS_ENTROPY ? 0 : 1; // of a reduced loss
    if (this == CROSS_ENTROPY) {
      Arrays.fill(call.t.array, 0f); // the class of each row
      call.w.array = null;
    }
    return call;
  }

  /** Runs the sample once: all that vectors must be compiled for. */
  void sample(Kernels kernels, Call call) {
    switch (this) {
      case BINARY -> sampleIncrements(kernels, call);
      case SOFTMAX, SOFTMAX_GRADIENT -> sampleRows(kernels, call);
      case CROSS_ENTROPY -> {
        sampleRows(kernels, call);
        float[] dx = call.dx.array;
        call.dx.array = null; // values alone
        sampleRows(kernels, call);
        call.dx.array = dx;
      }
      default -> runAll(kernels, call);
    }
  }

  /** Two vectors, and each with one number. */
  private void sampleIncrements(Kernels kernels, Call call) {
    runAll(kernels, call);
    call.a.stride = 0;
    runAll(kernels, call);
    call.a.stride = 1;
    call.b.stride = 0;
    runAll(kernels, call);
    call.b.stride = 1;
  }

  /** Rows of some length, and short ones, which take another way. */
  private void sampleRows(Kernels kernels, Call call) {
    for (int n : SAMPLE_ROWS) {
      call.n = n;
      call.log = false;
      runAll(kernels, call);
      call.log = true;
      runAll(kernels, call);
    }
  }

  private void runAll(Kernels kernels, Call call) {
    run(new KernelChoice.Fixed(kernels), call, 0, byRows(call) ? call.m : call.n);
  }
}
