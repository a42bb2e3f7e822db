package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.gemm.micro.Strides;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.gemm.micro.Tiles;
import dev.lanegrad.kernel.vector.CacheLine;
import dev.lanegrad.kernel.vector.Lanes;

/**
 * A product whose operands are both read where they lie, because to copy one, as {@link
 * BlockedProduct} does, would cost more than it saves: small ones, and those of up to some hundred
 * rows.
 *
 * <p>It keeps nothing in fields and nothing for each thread: that is 120 instead of 142 ns in a
 * product of 16 × 16 × 16, whatever the collector.
 */
final class InPlaceProduct {
  private static final int L = Lanes.COUNT;

  /** Longest chain. */
  private static final int DEPTH = 1 << 14;

  /**
   * Elements of lanes, half of a second-level cache of 1 MB, up to which all are read for a sliver
   * of rows before the next one is, by 3 %; beyond, each sliver of lanes is read for all rows.
   */
  private static final int NEAR = 1 << 17;

  /**
   * Slivers of rows for which lanes are read in place: up to 384 rows, by up to 15 %. With 16
   * registers, beside whose packed lanes tiles have more rows, up to 60.
   */
  private static final int SLIVERS = Tiles.MANY_REGISTERS ? 48 : 12;

  /** The same where the rows of a sliver of lanes are {@link #crowded}. */
  private static final int CROWDED_SLIVERS = 2;

  /**
   * Elements of lanes in steps of the largest power of two that divides their distance, 768 KB,
   * from which they share so few sets of a second-level cache of 1 MB that they evict each other.
   */
  private static final int CROWD = 192 * 1024;

  /** The same, 2 MB, of up to {@link #SHORT_CROWD_STEPS} steps. */
  private static final int SHORT_CROWD = 512 * 1024;

  private static final int SHORT_CROWD_STEPS = 512;

  /** Steps of which rows that are stored (k, m) are read in place, by 2 to 7 %. */
  private static final int FEW_STEPS = 32;

  /** The same where those rows share a set of the first-level cache. */
  private static final int CROWDED_STEPS = 16;

  /**
   * Elements of such rows, 1 MB, that the second-level cache keeps from one block of lanes to the
   * next; fewer are read in place whatever the steps, by up to 15 %. Of 16 registers tiles beside
   * copies use more.
   */
  private static final int NEAR_ROWS = Tiles.MANY_REGISTERS ? 1 << 18 : 0;

  private InPlaceProduct() {}

  /** Whether so few slivers of rows read lanes that lie row by row in place. */
  static boolean suitsLanes(int m, int height, int n, int k, int ldb) {
    int slivers = crowded(k, ldb) ? CROWDED_SLIVERS : SLIVERS;
    return n >= L && m <= slivers * height;
  }

  /** Columns of lanes in place that are read for all rows before the next ones are, at least. */
  static int columns(int n, int k) {
    return near(n, k) ? n : 1;
  }

  private static boolean near(int n, int k) {
    return (long) n * k <= NEAR;
  }

  /** Whether lanes of so many steps, so far apart, share few sets of the second-level cache. */
  static boolean crowded(int k, int ldb) {
    int most = k <= SHORT_CROWD_STEPS ? SHORT_CROWD : CROWD;
    return (long) k << Integer.numberOfTrailingZeros(ldb) > most;
  }

  /**
   * Whether rows that are stored (m, k) where {@code byRows} is set, else (k, m), are read in place
   * too.
   */
  static boolean suitsRows(boolean byRows, int m, int height, int n, int widest, int k, int lda) {
    boolean few = k <= (lda % CacheLine.WAY == 0 ? CROWDED_STEPS : FEW_STEPS);
    boolean near = (long) m * k <= NEAR_ROWS;
    return byRows || m <= height || n <= 2 * widest * L || few || near;
  }

  /** Whether the product is better made here, of lanes that lie row by row. */
  static boolean suits(boolean aByRows, int m, int n, int k, int lda, int ldb) {
    int widest = Slivers.widest(n, Slivers.mostVectorsInPlace(m, n, k));
    int height = Slivers.height(m, widest);
    boolean both =
        suitsLanes(m, height, n, k, ldb) && suitsRows(aByRows, m, height, n, widest, k, lda);
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
    int most = Slivers.mostVectorsInPlace(m, n, k);
    int columns = Slivers.columns(n, most);
    boolean alike = Slivers.narrow(m, n, most) == 0;
    if (columns < n && !(alike && near(n, k))) { // each sliver of lanes with a height of its own
      for (int j = 0; j < n; j += columns) {
        columns = Slivers.columns(n - j, most);
        compute(
            aByRows,
            m,
            columns,
            k,
            a,
            aOffset,
            lda,
            b,
            bOffset + j,
            ldb,
            start,
            c,
            cOffset + j,
            ldc);
      }
      return;
    }
    int height = Slivers.height(m, Slivers.widest(n, most));
    int stride = aByRows && m > 1 ? Strides.number(lda) : Strides.VARIABLE;
    int aRow = aByRows ? lda : 1;
    for (int i = 0; i < m; i += height) {
      int rows = Math.min(height, m - i);
      for (int j = 0; j < n; j += columns) {
        columns = Slivers.columns(n - j, most);
        int vectors = Slivers.vectors(columns);
        boolean whole = columns % L == 0;
        Tiles.get(rows, vectors, aByRows, stride, false, whole, start, false)
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
