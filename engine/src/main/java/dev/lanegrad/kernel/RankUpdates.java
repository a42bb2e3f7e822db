package dev.lanegrad.kernel;

/**
 * A product of few rows or few steps, which a {@link Tile} would do badly: a row or two leave it
 * strips of the lanes operand, which caches don't like, and a short chain no time between its loads
 * and its stores. Here C is passed over, {@link #STEPS} of the chain at a time, and both it and the
 * lanes operand are read in the order in which they lie.
 */
final class RankUpdates {
  private static final int L = Lanes.COUNT;

  /**
   * Steps of a chain in a pass over C. 6 make two rows of 512 x 784 weights 13 % faster than 4; of
   * 8 the rows that lie 4096 bytes apart evict each other.
   */
  private static final int STEPS = 6;

  /** Steps of a chain that is short for any number of rows. */
  private static final int FEW_STEPS = 4;

  /** Rows of C in a pass; one where it does nothing but write them. */
  private static final int ROWS = 4;

  /**
   * Rows that are handed on together, so that their taker finds them in a near cache; no more than
   * {@link Kernels#gemmRows} is given room for.
   */
  private static final int TAKEN = 8;

  /** Columns whose rows, of C and of the steps, stay in the first-level cache. */
  private static final int COLUMNS = 1024;

  /** Fewer columns than this are done sooner by tiles. */
  private static final int MANY_COLUMNS = 256;

  /** Most rows of a long chain. */
  private static final int FEW_ROWS = 2;

  /** Elements of the lanes operand, 1 MB, below which tiles have it in the second-level cache. */
  private static final int FAR = 1 << 18;

  private static final RankUpdate[] SPUN = new RankUpdate[(ROWS + 1) * (STEPS + 1) * 2];

  private RankUpdates() {}

  /** Whether a product of this shape, with b stored (k, n), is better made here than by tiles. */
  static boolean suit(int m, int n, int k) {
    boolean few = m <= FEW_ROWS && (long) n * k >= FAR;
    return n >= MANY_COLUMNS && (few || k <= FEW_STEPS);
  }

  /** {@code C = A B}, or {@code C += A B}; a's rows are aRow apart and its columns aStep. */
  static void gemm(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int aRow,
      int aStep,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    int rows = k == 1 ? 1 : ROWS;
    for (int j = 0, columns; j < n; j += columns) {
      columns = n - j < COLUMNS + L ? n - j : COLUMNS;
      for (int p = 0; p < k; p += STEPS) {
        int steps = Math.min(STEPS, k - p);
        for (int i = 0; i < m; i += rows) {
          int to = cOffset + i * ldc + j;
          get(Math.min(rows, m - i), steps, p == 0 && !accumulate)
              .run(
                  columns,
                  CacheLine.lead(to),
                  a,
                  aOffset + i * aRow + p * aStep,
                  aRow,
                  aStep,
                  b,
                  bOffset + p * ldb + j,
                  ldb,
                  c,
                  to,
                  ldc);
        }
      }
    }
  }

  /** {@link Kernels#gemmRows}, some rows at a time. */
  static void gemmRows(
      int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
    for (int i = 0; i < m; i += TAKEN) {
      int rows = Math.min(TAKEN, m - i);
      gemm(rows, n, k, a, i, 1, m, b, 0, n, panel, 0, n, false);
      taker.take(i, rows, panel, 0);
    }
  }

  /** Two threads may both spin one; either will do. */
  private static RankUpdate get(int rows, int steps, boolean fromZero) {
    int key = (rows * (STEPS + 1) + steps) * 2 + (fromZero ? 1 : 0);
    RankUpdate update = SPUN[key];
    return update != null ? update : (SPUN[key] = RankUpdateSpinner.spin(rows, steps, fromZero));
  }
}
