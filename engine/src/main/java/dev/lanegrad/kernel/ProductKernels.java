package dev.lanegrad.kernel;

/** Matrix products, with the promises of {@link Kernels}. */
public interface ProductKernels {
  /** Rows of a panel of {@link #gemmRows} that are enough for any product. */
  int PANEL_ROWS = 16;

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
   * Computes {@code C = Aᵀ B} from +0 without storing C: each panel of rows is passed to the
   * consumer, in ascending order, as soon as it is complete and still in cache. The chains are
   * those of {@link #gemm}.
   *
   * @param a stored (k, m), without gaps
   * @param b stored (k, n), likewise
   * @param panel room for rows of C, at least min(m, 16) of them; written
   */
  void gemmRows(int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker);

  /**
   * A dense layer, {@code Y = X Wᵀ + bias}, and {@code max(0, Y)} where {@code relu} is set: (m, k)
   * and (n, k) to (m, n).
   *
   * <p>The chain of {@link #gemm}, from the bias of its column; without a bias (null) from +0.
   *
   * @param y written; must not overlap x, w or bias
   */
  void linear(
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
      int ldy);
}
