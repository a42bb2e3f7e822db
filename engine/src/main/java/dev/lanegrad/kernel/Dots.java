package dev.lanegrad.kernel;

/**
 * A product of few rows whose other operand is stored (n, k): {@code C = A Bᵀ}, the dot products of
 * rows with rows. A {@link BlockedProduct} would transpose all of B into a copy, which costs more
 * than the few multiply-adds that are made with it; here it passes through registers.
 */
final class Dots {
  private static final int L = Lanes.HALF_COUNT;

  /** Columns of a tile: two vectors of 8 lanes, as one chain would wait for each multiply-add. */
  private static final int COLUMNS = 16;

  /**
   * Elements from row to row, and their multiples, at which rows share one set of the first-level
   * cache. As it holds 8 lines, a tile then has 8 columns, and few rows.
   */
  private static final int CACHE_WAY = 1024;

  private static final int FEW_COLUMNS = 8;
  private static final int FEW_ROWS = 4;

  /** Most rows of a tile: its accumulators leave 8 registers of theirs to the transposition. */
  private static final int ROWS = (Tiles.ACCUMULATORS - 8) * L / COLUMNS;

  /** Most rows of one of two vectors that starts from c: more loads are too many for C1. */
  private static final int ROWS_FROM_C = 7;

  private Dots() {}

  /** Whether a product with b stored (n, k) is better made here than by a copy of b. */
  static boolean suit(int m, int n, int k, int ldb, TileShape.Start start) {
    boolean whole = n % COLUMNS == 0 || start != TileShape.Start.C;
    boolean fits = L >= DotShape.DEPTH && n >= COLUMNS && k >= DotShape.DEPTH;
    return fits && whole && m <= (ldb % CACHE_WAY == 0 ? Math.min(FEW_ROWS, ROWS) : ROWS);
  }

  /** {@code c = start + a bᵀ}, or {@code max(0, start + a bᵀ)}. */
  static void compute(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      TileShape.Start start,
      float[] bias,
      int biasOffset,
      boolean relu,
      float[] c,
      int cOffset,
      int ldc) {
    int stride = Strides.number(ldb);
    int rest = k % DotShape.DEPTH;
    boolean narrow = start == TileShape.Start.C && m > ROWS_FROM_C;
    int columns = narrow || ldb % CACHE_WAY == 0 ? FEW_COLUMNS : COLUMNS;
    for (int j = 0; j < n; j += columns) {
      int from = Math.min(j, n - columns); // the last columns overlap those before
      int bj = bOffset + from * ldb;
      int cj = cOffset + from;
      DotTile tile = DotTiles.get(m, columns / L, stride, 0, start, relu && rest == 0);
      tile.run(k - rest, a, aOffset, lda, b, bj, ldb, bias, biasOffset + from, c, cj, ldc);
      if (rest > 0) {
        tile = DotTiles.get(m, columns / L, stride, rest, TileShape.Start.C, relu);
        tile.run(k, a, aOffset, lda, b, bj, ldb, null, 0, c, cj, ldc);
      }
    }
  }
}
