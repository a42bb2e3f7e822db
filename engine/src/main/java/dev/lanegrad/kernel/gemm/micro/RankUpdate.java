package dev.lanegrad.kernel.gemm.micro;

/**
 * A few steps of the chains of a few rows of C, column by column, a number of times: a rank-1
 * update is BLAS's GER, one row of several steps BLIS's axpyf.
 */
public interface RankUpdate {
  /**
   * {@code c[r][j] = fma(a[r][p], b[p][j], c[r][j])} over ascending p, for all columns j; the rows,
   * the steps and what the chains start from are the kernel's own. The next time begins a distance
   * further in each matrix.
   *
   * @param times at least 1
   * @param n columns, at least as many as a vector has lanes
   * @param aNext distance in a of one time from the next
   * @param aRow distance of the rows of a
   * @param aStep distance of the steps of a
   */
  void run(
      int times,
      int n,
      float[] a,
      int aOffset,
      int aNext,
      int aRow,
      int aStep,
      float[] b,
      int bOffset,
      int bNext,
      int ldb,
      float[] c,
      int cOffset,
      int cNext,
      int ldc);
}
