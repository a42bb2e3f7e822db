package dev.lanegrad.kernel;

/**
 * A product whose operands are both read where they lie, because to copy one, as {@link
 * BlockedProduct} does, would cost more than it saves: small ones, and those of few rows.
 *
 * <p>It keeps nothing in fields and nothing for each thread: that is 120 instead of 142 ns in a
 * product of 16 × 16 × 16, whatever the collector.
 */
final class InPlaceProduct {
  private static final int L = Lanes.COUNT;

  /** Longest chain. */
  private static final int DEPTH = 1 << 14;

  /**
   * Slivers of rows for which lanes are read in place: up to 72 rows, packing them costs more (10 %
   * at a batch of 64) than it saves.
   */
  private static final int FEW_SLIVERS = 12;

  /** The same for lanes of up to {@link #NEAR} elements: up to 288 rows, by 2 to 6 %. */
  private static final int SLIVERS = 48;

  /** Elements of lanes, 1 MB, that a second-level cache holds as they are. */
  private static final int NEAR = 1 << 18;

  private InPlaceProduct() {}

  /** Whether so few slivers of rows read lanes that lie row by row in place. */
  static boolean suitsLanes(int m, int height, int n, int k) {
    int slivers = (long) n * k <= NEAR ? SLIVERS : FEW_SLIVERS;
    return n >= L && m <= slivers * height;
  }

  /**
   * Whether rows that are stored (m, k) where {@code byRows} is set, else (k, m), are read in place
   * too.
   */
  static boolean suitsRows(boolean byRows, int m, int height, int n, int widest) {
    return byRows || m <= height || n <= 2 * widest * L;
  }

  /** Whether the product is better made here, of lanes that lie row by row. */
  static boolean suits(boolean aByRows, int m, int n, int k) {
    int widest = Slivers.widest(n, Slivers.mostVectors(m, true));
    int height = Slivers.height(m, widest);
    boolean both = suitsLanes(m, height, n, k) && suitsRows(aByRows, m, height, n, widest);
    return both && k <= DEPTH;
  }

  /** {@code C = start + A B}, with a stored as {@code aByRows} says and b (k, n). */
  static void compute(
      boolean aByRows,
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
      float[] c,
      int cOffset,
      int ldc) {
    int mostVectors = Slivers.mostVectors(m, true);
    int height = Slivers.height(m, Slivers.widest(n, mostVectors));
    int stride = aByRows && m > 1 ? Strides.number(lda) : Strides.VARIABLE;
    int aRow = aByRows ? lda : 1;
    for (int i = 0; i < m; i += height) {
      int rows = Math.min(height, m - i);
      for (int j = 0, columns; j < n; j += columns) {
        columns = Slivers.columns(n - j, mostVectors);
        boolean half = Slivers.isHalf(n, columns);
        Tiles.get(rows, Slivers.vectors(columns), half, aByRows, stride, false, start, false)
            .run(
                k,
                a,
                aOffset + i * aRow,
                lda,
                b,
                bOffset + j,
                ldb,
                Math.max(0, columns - L),
                null,
                0,
                c,
                cOffset + i * ldc + j,
                ldc);
      }
    }
  }
}
