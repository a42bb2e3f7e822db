package dev.lanegrad.kernel;

/**
 * A call of one kernel, its arguments kept in fields, that the threads of a {@link WorkerPool} do
 * together: each a range of the outputs, none a part of a chain or of a block of a sum. One is kept
 * and used again, so that sharing allocates nothing.
 */
final class SharedCall implements WorkerPool.Task {
  /** Which kernel is called. */
  enum Kind {
    GEMM,
    LINEAR,
    CROSS_ENTROPY,
    SOFTMAX,
    SOFTMAX_GRADIENT,
    COLUMN_SUMS,
    RELU_BACKWARD,
    UNARY,
    BINARY,
    AXPY,
    SUM_BLOCKS,
    LOSS_VALUES,
    LOSS_BLOCKS,
    LOSS_GRADIENT,
    LOSS_BLOCKS_AND_GRADIENT,
    SGD,
    SGD_MOMENTUM,
    ADAM
  }

  /** An array argument. The stride is its leading dimension or increment. */
  private static final class Operand {
    float[] array;
    int offset;
    int stride;

    void set(float[] array, int offset, int stride) {
      this.array = array;
      this.offset = offset;
      this.stride = stride;
    }

    int at(int i) {
      return offset + i * stride;
    }
  }

  /**
   * Pieces of a matrix start at a multiple of this: a cache line of floats, and a whole number of
   * vectors.
   */
  private static final int MATRIX_GRAIN = 16;

  /** Rows of a gradient that are enough to be shared. */
  private static final int GRADIENT_ROWS = 128;

  private final Kernels kernels;
  private final Operand a = new Operand();
  private final Operand b = new Operand();
  private final Operand c = new Operand();
  private final Operand d = new Operand();
  private final Operand e = new Operand();
  private final Operand f = new Operand();
  private Kind kind;
  private Enum<?> op;
  private AdamStep step;
  private int m;
  private int n;
  private int k;
  private boolean flag1;
  private boolean flag2;
  private boolean flag3;
  private float number1;
  private float number2;
  private float number3;
  private float number4;

  SharedCall(Kernels kernels) {
    this.kernels = kernels;
  }

  SharedCall elementwise(Kind kind, Enum<?> op, int n) {
    this.kind = kind;
    this.op = op;
    this.n = n;
    return this;
  }

  SharedCall matrix(Kind kind, int m, int n, int k) {
    this.kind = kind;
    this.m = m;
    this.n = n;
    this.k = k;
    return this;
  }

  SharedCall a(float[] array, int offset, int stride) {
    a.set(array, offset, stride);
    return this;
  }

  SharedCall b(float[] array, int offset, int stride) {
    b.set(array, offset, stride);
    return this;
  }

  SharedCall c(float[] array, int offset, int stride) {
    c.set(array, offset, stride);
    return this;
  }

  SharedCall d(float[] array, int offset, int stride) {
    d.set(array, offset, stride);
    return this;
  }

  SharedCall e(float[] array, int offset, int stride) {
    e.set(array, offset, stride);
    return this;
  }

  SharedCall f(float[] array, int offset, int stride) {
    f.set(array, offset, stride);
    return this;
  }

  SharedCall step(AdamStep step) {
    this.step = step;
    return this;
  }

  SharedCall flags(boolean flag1, boolean flag2, boolean flag3) {
    this.flag1 = flag1;
    this.flag2 = flag2;
    this.flag3 = flag3;
    return this;
  }

  SharedCall numbers(float number1, float number2, float number3, float number4) {
    this.number1 = number1;
    this.number2 = number2;
    this.number3 = number3;
    this.number4 = number4;
    return this;
  }

  /** Lets go of the operands: a batch, a weight and its gradient may be all there is of a net. */
  @Override
  public void end() {
    a.array = b.array = c.array = d.array = e.array = f.array = null;
    step = null;
  }

  @Override
  public void run(int part, int parts) {
    boolean byRows = byRows();
    int length = byRows ? m : n;
    int grain = kind.compareTo(Kind.UNARY) < 0 ? MATRIX_GRAIN : Kernels.SUM_BLOCK;
    int grains = (length + grain - 1) / grain;
    int from = Math.min(length, (int) ((long) grains * part / parts) * grain);
    int to = Math.min(length, (int) ((long) grains * (part + 1) / parts) * grain);
    if (from < to) {
      if (byRows) {
        rows(from, to - from);
      } else {
        columns(from, to - from);
      }
    }
  }

  /**
   * Whether the rows of the result are shared out, and not its columns. The gradient of a weight,
   * AᵀB, is cut by rows: so are its weights when they are updated or multiplied, and each core
   * finds its own in its cache. Where b is stored (n, k), each core transposes that of its columns,
   * and two that have the same columns do it twice: 17 % at n = 512.
   */
  private boolean byRows() {
    return switch (kind) {
      case GEMM -> flag2 ? m / 2 >= n : m >= n || (flag1 && m >= GRADIENT_ROWS);
      case LINEAR -> m / 2 >= n;
      case CROSS_ENTROPY, SOFTMAX, SOFTMAX_GRADIENT -> true;
      default -> false;
    };
  }

  /** Rows i to i + size of a product, of a cross entropy or of a softmax. */
  private void rows(int i, int size) {
    if (kind == Kind.CROSS_ENTROPY) {
      kernels.crossEntropy(
          size, n, a.array, a.at(i), b.array, b.at(i), e.array, e.offset, number1, k, c.array,
          c.at(i), d.array, d.at(i), d.stride, f.array, f.at(i));
    } else if (kind == Kind.SOFTMAX) {
      kernels.softmax(size, n, flag1, a.array, a.at(i), c.array, c.at(i));
    } else if (kind == Kind.SOFTMAX_GRADIENT) {
      kernels.softmaxGradient(size, n, flag1, a.array, a.at(i), b.array, b.at(i), c.array, c.at(i));
    } else if (kind == Kind.LINEAR) {
      kernels.linear(
          size, n, k, a.array, a.at(i), a.stride, b.array, b.offset, b.stride, d.array, d.offset,
          flag1, c.array, c.at(i), c.stride);
    } else {
      kernels.gemm(
          flag1,
          flag2,
          size,
          n,
          k,
          a.array,
          flag1 ? a.offset + i : a.at(i),
          a.stride,
          b.array,
          b.offset,
          b.stride,
          c.array,
          c.at(i),
          c.stride,
          flag3);
    }
  }

  /** Columns i to i + size of a product, elements i to i + size of everything else. */
  private void columns(int i, int size) {
    switch (kind) {
      case GEMM ->
          kernels.gemm(
              flag1,
              flag2,
              m,
              size,
              k,
              a.array,
              a.offset,
              a.stride,
              b.array,
              flag2 ? b.at(i) : b.offset + i,
              b.stride,
              c.array,
              c.offset + i,
              c.stride,
              flag3);
      case LINEAR ->
          kernels.linear(
              m,
              size,
              k,
              a.array,
              a.offset,
              a.stride,
              b.array,
              b.at(i),
              b.stride,
              d.array,
              d.offset + i,
              flag1,
              c.array,
              c.offset + i,
              c.stride);
      case COLUMN_SUMS ->
          kernels.columnSums(
              m, size, a.array, a.offset + i, a.stride, c.array, c.offset + i, flag1);
      case RELU_BACKWARD ->
          kernels.reluBackward(
              m,
              size,
              a.array,
              a.offset + i,
              a.stride,
              b.array,
              b.offset + i,
              b.stride,
              c.array,
              c.offset + i,
              flag1);
      case UNARY -> kernels.unary((Unary) op, size, a.array, a.at(i), c.array, c.at(i));
      case BINARY ->
          kernels.binary(
              (Binary) op,
              size,
              a.array,
              a.at(i),
              a.stride,
              b.array,
              b.at(i),
              b.stride,
              c.array,
              c.at(i));
      case AXPY -> kernels.axpy(size, number1, a.array, a.at(i), c.array, c.at(i));
      case SUM_BLOCKS ->
          kernels.sumBlocks(size, a.array, a.at(i), c.array, c.at(i / Kernels.SUM_BLOCK));
      case LOSS_VALUES ->
          kernels.lossValues(
              (PointLoss) op, number1, size, a.array, a.at(i), b.array, b.at(i), c.array, c.at(i));
      case LOSS_BLOCKS ->
          kernels.lossBlocks(
              (PointLoss) op,
              number1,
              size,
              a.array,
              a.at(i),
              b.array,
              b.at(i),
              c.array,
              c.at(i / Kernels.SUM_BLOCK));
      case LOSS_GRADIENT ->
          kernels.lossGradient(
              (PointLoss) op,
              number1,
              size,
              a.array,
              a.at(i),
              b.array,
              b.at(i),
              d.array,
              d.at(i),
              d.stride,
              c.array,
              c.at(i),
              flag1);
      case LOSS_BLOCKS_AND_GRADIENT ->
          kernels.lossBlocksAndGradient(
              (PointLoss) op,
              number1,
              size,
              a.array,
              a.at(i),
              b.array,
              b.at(i),
              c.array,
              c.at(i / Kernels.SUM_BLOCK),
              number2,
              d.array,
              d.at(i));
      case CROSS_ENTROPY, SOFTMAX, SOFTMAX_GRADIENT -> throw new AssertionError(kind);
      case SGD -> kernels.sgd(size, number1, number2, a.array, a.at(i), c.array, c.at(i));
      case SGD_MOMENTUM ->
          kernels.sgdMomentum(
              size, number1, number2, number3, number4, flag1, flag2, a.array, a.at(i), b.array,
              b.at(i), c.array, c.at(i));
      case ADAM ->
          kernels.adam(
              step, size, a.array, a.at(i), b.array, b.at(i), d.array, d.at(i), e.array, e.at(i),
              c.array, c.at(i));
    }
  }
}
