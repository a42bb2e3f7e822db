package dev.lanegrad.kernel;

/**
 * Sums and maxima, and what runs along the rows of a matrix, with the promises of {@link Kernels}.
 */
public interface ReductionKernels {
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

  /**
   * Sum of n elements.
   *
   * <p>Up to {@link Kernels#SUM_BLOCK} elements, {@link Kernels#SUM_LANES} interleaved chains
   * {@code lane[l] = x[l] + x[l + 64] + ...} from +0, then a tree: {@code lane[l] += lane[l + 32]}
   * for l below 32, then 16, 8, 4, 2, 1. The sum of more elements is the sum, by this same rule, of
   * the sums of its consecutive blocks (the last may be shorter).
   */
  float sum(int n, float[] x, int xOffset);

  /**
   * The sums of the consecutive blocks of {@link Kernels#SUM_BLOCK} elements, {@code y[b]} that of
   * block b: n to ceil(n / 4096).
   *
   * <p>y may be x at the same offset.
   */
  void sumBlocks(int n, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * Largest of n elements as by {@link Math#max(float, float)}: a NaN wins, +0 is above -0;
   * -infinity if n is 0.
   */
  float max(int n, float[] x, int xOffset);
}
