package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.gemm.micro.RankUpdate;
import dev.lanegrad.kernel.gemm.micro.RankUpdateSpinner;
import dev.lanegrad.kernel.gemm.micro.Tile;
import dev.lanegrad.kernel.gemm.micro.Tiles;
import dev.lanegrad.kernel.vector.AlignedScratch;
import dev.lanegrad.kernel.vector.CacheLine;
import dev.lanegrad.kernel.vector.Lanes;

/**
 * A product of few rows or few steps, which a {@link Tile} would do badly: a row or two leave it
 * strips of the lanes operand, which caches don't like, and a short chain no time between its loads
 * and its stores. Here C is passed over, {@link #STEPS} of the chain at a time at most, and both it
 * and the lanes operand are read in the order in which they lie.
 */
final class RankUpdates {
  private static final int L = Lanes.COUNT;

  /**
   * Steps of a chain in a pass over C. 6 make two rows of 512 x 784 weights 13 % faster than 4; in
   * a method of two rows of 8 C2 leaves vectors in boxes.
   */
  private static final int STEPS = 6;

  /**
   * Steps of a chain up to which passes are better than tiles. With 16 registers, whose tiles are
   * small, two and three passes are, too: up to twice as fast.
   */
  private static final int SHORT = Tiles.MANY_REGISTERS ? STEPS : 16;

  /** Rows of C in a pass. */
  private static final int ROWS = 2;

  /** Rows of C for which it pays to copy those of the lanes operand, where C is large. */
  private static final int MANY_ROWS = 8;

  /**
   * Rows that are handed on together, so that their taker finds them in a near cache; no more than
   * {@link Kernels#gemmRows} is given room for.
   */
  private static final int TAKEN = 8;

  /** Columns whose rows, of C and of the steps, stay in the first-level cache. */
  private static final int COLUMNS = 1024;

  /** Fewer columns than this are done sooner by tiles. */
  private static final int MANY_COLUMNS = 256;

  /** Elements of the lanes operand, 1 MB, below which tiles have it in the second-level cache. */
  private static final int FAR = 1 << 18;

  private static final RankUpdate[] SPUN = new RankUpdate[(ROWS + 1) * (STEPS + 1) * 2];

  private final AlignedScratch lines;

  /** Copies rows of the lanes operand to this scratch. */
  RankUpdates(AlignedScratch lines) {
    this.lines = lines;
  }

  /** Whether a product of this shape, with b stored (k, n), is better made here than by tiles. */
  static boolean suit(int m, int n, int k) {
    boolean few = m <= ROWS && (long) n * k >= FAR;
    return n >= MANY_COLUMNS && (few || k <= SHORT);
  }

  /** {@code C = A B}, or {@code C += A B}; a's rows are aRow apart and its columns aStep. */
  void gemm(
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
    boolean large = (long) m * n >= CacheLine.LARGE;
    boolean copied = k <= SHORT && m >= MANY_ROWS && large;
    for (int j = 0, columns; j < n; j += columns) {
      columns = n - j < COLUMNS + L ? n - j : COLUMNS;
      int to = cOffset + j;
      float[] rows = b;
      int from = bOffset + j;
      int pitch = ldb;
      if (copied) {
        from = to % L;
        pitch = (columns / L + 2) * L;
        rows = copy(k, columns, b, bOffset + j, ldb, from, pitch);
      }
      passes(m, columns, k, a, aOffset, aRow, aStep, rows, from, pitch, c, to, ldc, accumulate);
    }
  }

  /**
   * Copies rows of the lanes operand so that their vectors begin where lines do when those of a
   * large C do. A pass over 1.6 MB with 4 of them that don't takes half as long again.
   */
  private float[] copy(int k, int n, float[] b, int bOffset, int ldb, int to, int pitch) {
    float[] rows = lines.lines(CacheLine.MANY_LINES); // more than enough
    for (int p = 0; p < k; p++) {
      System.arraycopy(b, bOffset + p * ldb, rows, to + p * pitch, n);
    }
    return rows;
  }

  /** {@link #gemm} for columns that stay in the first-level cache. */
  private static void passes(
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
    int each = Slivers.balanced(k, STEPS);
    int steps = (k - 1) % each + 1;
    for (int i = 0, rows, times; i < m; i += rows * times) {
      rows = Math.min(ROWS, m - i);
      times = k > steps ? 1 : (m - i) / rows;
      int from = aOffset + i * aRow;
      int to = cOffset + i * ldc;
      get(rows, steps, !accumulate)
          .run(
              times,
              n,
              a,
              from,
              rows * aRow,
              aRow,
              aStep,
              b,
              bOffset,
              0,
              ldb,
              c,
              to,
              rows * ldc,
              ldc);
      if (k > steps) {
        get(rows, each, false)
            .run(
                (k - steps) / each,
                n,
                a,
                from + steps * aStep,
                each * aStep,
                aRow,
                aStep,
                b,
                bOffset + steps * ldb,
                each * ldb,
                ldb,
                c,
                to,
                0,
                ldc);
      }
    }
  }

  /** {@link Kernels#gemmRows}, some rows at a time. */
  void gemmRows(int m, int n, int k, float[] a, float[] b, float[] panel, ProductRows taker) {
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
