package dev.lanegrad.kernel;

/**
 * A few steps of the chains of a few rows of C, column by column: a rank-1 update is BLAS's GER,
 * one row of several steps BLIS's axpyf.
 */
interface RankUpdate {
  /**
   * {@code c[r][j] = fma(a[r][p], b[p][j], c[r][j])} over ascending p, for all columns j; the rows,
   * the steps and what the chains start from are the kernel's own.
   *
   * @param n columns, at least as many as a vector has lanes
   * @param lead the column that the second vector begins at, 1 to the lanes; the first overlaps it
   * @param aRow distance of the rows of a
   * @param aStep distance of the steps of a
   */
  void run(
      int n,
      int lead,
      float[] a,
      int aOffset,
      int aRow,
      int aStep,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc);
}
