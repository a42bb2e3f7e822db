package dev.lanegrad;

import dev.lanegrad.kernel.Kernels;

/**
 * Matrix product {@code C = A B}: (m, k) and (k, n) to (m, n). Transposed views are read as they
 * lie.
 */
final class MatMul extends Operation {
  private final int m;
  private final int n;
  private final int k;
  private final boolean transA;
  private final boolean transB;
  private final boolean row;
  private final boolean column;
  private final int lda;
  private final int ldb;

  MatMul(Tensor a, Tensor b) {
    super(true, a, b);
    check(a, b);
    row = a.rank() == 2;
    column = b.rank() == 2;
    m = row ? a.shape[0] : 1;
    k = a.shape[a.rank() - 1];
    n = column ? b.shape[1] : 1;
    transA = a.transposed;
    transB = b.transposed;
    lda = transA ? m : k;
    ldb = transB ? k : n;
    if (needsGradient(0)) {
      keep(1);
    }
    if (needsGradient(1)) {
      keep(0);
    }
  }

  /** Runs the operation: the dimension of an operand that has only one is missing in the result. */
  Tensor compute() {
    if (row) {
      return column ? apply(m, n) : apply(m);
    }
    return column ? apply(n) : apply(Shapes.SCALAR);
  }

  private static void check(Tensor a, Tensor b) {
    if (a.rank() == 0 || b.rank() == 0) {
      throw new IllegalArgumentException(
          "both arguments to matmul need to be at least 1D, but they are "
              + a.rank()
              + "D and "
              + b.rank()
              + "D. Multiply by a number with mul().");
    }
    if (a.rank() > 2 || b.rank() > 2) {
      throw new IllegalArgumentException(
          "matmul multiplies tensors of one or two dimensions, but they are "
              + a.rank()
              + "D and "
              + b.rank()
              + "D. Put the leading dimensions together with view(-1, "
              + a.shape[a.rank() - 1]
              + ").");
    }
    int k = a.shape[a.rank() - 1];
    if (k != b.shape[0]) {
      throw new IllegalArgumentException(
          "mat1 and mat2 shapes cannot be multiplied ("
              + (a.rank() == 2 ? a.shape[0] : 1)
              + "x"
              + k
              + " and "
              + b.shape[0]
              + "x"
              + (b.rank() == 2 ? b.shape[1] : 1)
              + "). The columns of the first, "
              + k
              + ", must be as many as the rows of the second, "
              + b.shape[0]
              + ": is one of them to be transposed with t()?");
    }
  }

  @Override
  protected void forward() {
    Kernels.current()
        .gemm(transA, transB, m, n, k, values(0), 0, lda, values(1), 0, ldb, output(), 0, n, false);
  }

  /** {@code dA = dC Bᵀ, dB = Aᵀ dC}. */
  @Override
  protected void backward() {
    Kernels kernels = Kernels.current();
    float[] dc = outputGradient();
    if (needsGradient(0)) {
      float[] da = gradient(0);
      kernels.gemm(false, !transB, m, k, n, dc, 0, n, values(1), 0, ldb, da, 0, k, adds(0));
    }
    if (needsGradient(1)) {
      float[] db = gradient(1);
      kernels.gemm(!transA, false, k, n, m, values(0), 0, lda, dc, 0, n, db, 0, n, adds(1));
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return column ? "Mm" : row ? "Mv" : "Dot";
  }

  @Override
  protected String gradFn() {
    // PyTorch makes a row of the vector, and takes its dimension off the product again.
    return column && !row ? "SqueezeBackward4" : super.gradFn();
  }
}
