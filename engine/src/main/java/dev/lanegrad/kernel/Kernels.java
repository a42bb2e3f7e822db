package dev.lanegrad.kernel;

/**
 * The contract of the kernels: dense float arithmetic on {@code float[]} with offsets, which knows
 * nothing of tensors.
 *
 * <p><b>Same bits.</b> For the same operands every implementation gives the same bits, with plain
 * loops or vectors, at every vector width, on any number of threads. Each method therefore states
 * not only what it computes but in which order it rounds; {@link ScalarKernels} is that definition
 * in plain loops. The payload of a NaN is not promised.
 *
 * <p><b>Shapes.</b> Matrices are row-major: element (i, j) of an {@code (m, n)} matrix {@code a}
 * lies at {@code a[aOffset + i * lda + j]} with {@code lda >= n}. A vector of n elements starts at
 * its offset. An {@code inc} is 1, or 0 for one element that is used n times. Sizes may be 0.
 *
 * <p><b>Overlap.</b> The output of an elementwise method may be one of its inputs at the same
 * offset; any other overlap of an output with an input gives undefined values.
 *
 * <p><b>Errors.</b> A negative size or offset, a leading dimension smaller than the row and an
 * array too short for its matrix throw {@link IllegalArgumentException} that names the argument,
 * before anything is written.
 *
 * <p>All methods may be called from many threads at once and allocate nothing once they are warm.
 */
public interface Kernels extends LossKernels {
  /** Elements in a block of a sum; see {@link #sum}. */
  int SUM_BLOCK = 4096;

  /** Interleaved partial sums in a block of a sum; see {@link #sum}. */
  int SUM_LANES = 64;

  /**
   * The kernels of this process, chosen once from the system properties and the CPU; see {@link
   * KernelProvider}.
   *
   * @throws SettingError where a property can't be honoured: the same at each call
   */
  static Kernels current() {
    return KernelProvider.current();
  }

  /**
   * Waits until every kernel that this process has called so far runs by vectors.
   *
   * <p>Vector code is slow until the JVM's compiler has seen it run for a while. So each kernel,
   * and each size of product, starts as plain loops and goes over to vectors, with the same bits,
   * when these are compiled, usually within a second. Who wants that done at a moment of their
   * choice makes one step and calls this. Where vectors are no faster than plain loops, as for the
   * smallest products, the plain loops stay.
   *
   * @throws InterruptedException if the thread is interrupted while it waits
   * @throws SettingError where a property can't be honoured: the same at each call
   */
  static void warmUp() throws InterruptedException {
    KernelProvider.warmUp();
  }

  /** What was chosen, for people: {@code "vector, 512 bits, 2 threads"}. */
  String description();

  /** Bits of a vector: 64, 128, 256 or 512, and 0 for the plain loops. */
  int vectorBits();

  /** Threads that a large call may use, the caller's among them. */
  int threads();

  /**
   * Matrix product {@code C = op(A) op(B)}, or {@code C += op(A) op(B)} where {@code accumulate} is
   * set.
   *
   * <p>An element is one chain of fused multiply-adds over ascending p, {@code c = fma(op(A)[i][p],
   * op(B)[p][j], c)}, from +0 or from the element accumulated into.
   *
   * @param transA whether op(A) is the transpose of A: A is stored (k, m) instead of (m, k)
   * @param transB whether op(B) is the transpose of B: B is stored (n, k) instead of (k, n)
   * @param m rows of op(A) and C
   * @param n columns of op(B) and C
   * @param k columns of op(A), rows of op(B)
   * @param c written; must not overlap a or b
   */
  void gemm(
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
      boolean accumulate);

  /**
   * The product {@code C = Aᵀ B} from +0, the chains of {@link #gemm}, of which only the rows on
   * their way are kept: they are handed on in ascending order as they are completed, while they are
   * in a cache.
   *
   * @param a stored (k, m), without gaps
   * @param b stored (k, n), likewise
   * @param panel room for rows of C, at least min(m, 16) of them; written
   */
  default void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    int most = n == 0 ? m : panel.length / n;
    for (int i = 0; i < m; i += most) {
      int rows = Math.min(most, m - i);
      gemm(true, false, rows, n, k, a, i, m, b, 0, n, panel, 0, n, false);
      taker.take(i, rows, panel, 0);
    }
  }

  /**
   * A dense layer, {@code Y = X Wᵀ + bias}, and {@code max(0, Y)} where {@code relu} is set: (m, k)
   * and (n, k) to (m, n).
   *
   * <p>The chain of {@link #gemm}, from the bias of its column; without a bias (null) from +0.
   *
   * @param y written; must not overlap x, w or bias
   */
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

  /** Copies the vector x of n elements to each of the m rows of y: {@code y[i][j] = x[j]}. */
  void copyToRows(int m, int n, float[] x, int xOffset, float[] y, int yOffset, int ldy);

  /**
   * Sums over the rows, {@code y[j] = a[0][j] + a[1][j] + ...}: (m, n) to (n).
   *
   * <p>One chain of additions over ascending rows, from +0 or, where {@code accumulate} is set,
   * from {@code y[j]}.
   */
  void columnSums(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate);

  /**
   * What a relu passes on, and its column sums, in one pass: {@code dy[i][j] =} {@link
   * Binary#RELU_BACKWARD}{@code (y[i][j], dy[i][j])}, then {@link #columnSums} of dy. Of a layer
   * with a relu that are the gradients of its product and of its bias.
   */
  void reluBackward(
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
      boolean accumulate);

  /** Elementwise {@code y[i] = op(x[i])}. */
  void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset);

  /** Elementwise {@code c[i] = op(a[i * aInc], b[i * bInc])}, increments 0 or 1. */
  void binary(
      Binary op,
      int n,
      float[] a,
      int aOffset,
      int aInc,
      float[] b,
      int bOffset,
      int bInc,
      float[] c,
      int cOffset);

  /** {@code y[i] = fma(alpha, x[i], y[i])}. */
  void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * Sum of n elements.
   *
   * <p>Up to {@link #SUM_BLOCK} elements, {@link #SUM_LANES} interleaved chains {@code lane[l] =
   * x[l] + x[l + 64] + ...} from +0, then a tree: {@code lane[l] += lane[l + 32]} for l below 32,
   * then 16, 8, 4, 2, 1. The sum of more elements is the sum, by this same rule, of the sums of its
   * consecutive blocks (the last may be shorter).
   */
  default float sum(int n, float[] x, int xOffset) {
    return SumTree.sum(this, n, x, xOffset);
  }

  /**
   * The sums of the consecutive blocks of {@link #SUM_BLOCK} elements, {@code y[b]} that of block
   * b: n to ceil(n / 4096).
   *
   * <p>y may be x at the same offset.
   */
  void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * Largest of n elements as by {@link Math#max(float, float)}: a NaN wins, +0 is above -0;
   * -infinity if n is 0.
   */
  float max(int n, float[] x, int xOffset);

  /**
   * One step of gradient descent without momentum: {@code d = weightDecay == 0 ? g :
   * fma(weightDecay, w, g)}, then {@code w = w - lr * d} with the product rounded.
   */
  void sgd(int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset);

  /**
   * One step of gradient descent with momentum: {@code d} as in {@link #sgd}; {@code v = first ? d
   * : fma(momentum, v, (1 - dampening) * d)}; {@code d = nesterov ? fma(momentum, v, d) : v};
   * {@code w = w - lr * d}.
   *
   * @param v the momentum buffer, written
   * @param first whether this is the first step, which sets the buffer without dampening
   */
  void sgdMomentum(
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
      int wOffset);

  /**
   * One step of Adam: {@code w = shrink * w}; {@code d = weightDecay == 0 ? g : fma(weightDecay, w,
   * g)}; {@code m = fma(rate1, d - m, m)}; {@code v = fma(rate2 * d, d, beta2 * v)}; {@code u = v},
   * or {@code u = vMax = max(vMax, v)} where there is a vMax; {@code w = w - (stepSize * m) /
   * (sqrt(u) / correction + eps)}. Each product, quotient and sum that is not part of an fma is
   * rounded.
   *
   * @param m the mean of the gradients, written
   * @param v the mean of their squares, written
   * @param vMax the largest v so far, written; may be null
   */
  void adam(
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
      int wOffset);
}
