package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.gemm.micro.Tile;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.gemm.micro.Tiles;
import dev.lanegrad.kernel.vector.Lanes;

/** How the rows and columns of a product are cut into the {@link Tile}s of a sliver. */
final class Slivers {
  private static final int L = Lanes.COUNT;

  /**
   * Vectors that a tile is wide, where there are rows enough. With 24 accumulators, 6 rows of 4
   * vectors load 10 operands for 24 multiply-adds, 12 of 2 load 14 and are slower by 2 to 10 % in
   * 512 bits and 25 % in 256; with 12, 6 of 2 fit 16 registers.
   */
  private static final int VECTORS = Tiles.MANY_REGISTERS ? 4 : 2;

  /** Elements of lanes, 48 KB, that a first-level cache has room for. */
  private static final int NEAREST = 12 * 1024;

  private Slivers() {}

  /**
   * Vectors that a sliver of lanes is wide at most: more than usual for a few rows of lanes that
   * lie side by side.
   */
  static int mostVectors(int m, boolean byRows) {
    boolean flat = byRows && m * VECTORS < Tiles.ACCUMULATORS;
    return flat ? flatVectors(m) : VECTORS;
  }

  private static int flatVectors(int m) {
    int fit = m == 1 ? Tiles.REGISTERS : Tiles.REGISTERS / (m + 1);
    return Math.min(TileShape.MAX_VECTORS, fit);
  }

  /**
   * The same of lanes that are read where they lie, a row of n for each step of k: where the
   * first-level cache hasn't them all, each sliver of rows reads them from the next, and slivers of
   * 8 rows beside 3 vectors are fewer than those of 6 beside 4. 16 to 96 rows are 4 to 15 % faster
   * by that, but only if they are fewer.
   */
  static int mostVectorsInPlace(int m, int n, int k) {
    int most = mostVectors(m, true);
    boolean far = most == VECTORS && VECTORS > 2 && (long) n * k > NEAREST;
    return far && slivers(m, most - 1) < slivers(m, most) ? most - 1 : most;
  }

  private static int slivers(int m, int vectors) {
    int rows = Tiles.rows(vectors, Tiles.ACCUMULATORS);
    return (m + rows - 1) / rows;
  }

  /** Vectors of the widest sliver of n columns. */
  static int widest(int n, int mostVectors) {
    return balanced(vectors(n), mostVectors);
  }

  /** Height of a sliver of m rows, all but the last, beside lanes of such width. */
  static int height(int m, int widest) {
    return balanced(m, Tiles.rows(widest, Tiles.ACCUMULATORS));
  }

  /** The same where lanes are packed and the rows lie row by row. */
  static int mostHeight(int m, int widest) {
    return balanced(m, Tiles.rows(widest, Tiles.MOST_ACCUMULATORS));
  }

  /**
   * Columns of the next sliver of lanes, where so many are left. Slivers are as few as can be, and
   * of two widths, as each needs tiles of its own to be compiled; the last is of the wider ones, so
   * that it begins with a whole vector.
   */
  static int columns(int left, int mostVectors) {
    int vectors = vectors(left);
    if (vectors <= mostVectors) {
      return left;
    }
    return vectors / ((vectors + mostVectors - 1) / mostVectors) * L;
  }

  /** Columns of those slivers, the first, that are narrower than others and fit more of m rows. */
  static int narrow(int m, int n, int mostVectors) {
    int widest = widest(n, mostVectors);
    int narrow = 0;
    if (m > Tiles.rows(widest, Tiles.ACCUMULATORS)) {
      int next = columns(n, mostVectors);
      while (vectors(next) < widest) {
        narrow += next;
        next = columns(n - narrow, mostVectors);
      }
    }
    return narrow;
  }

  /** Vectors of so many columns. */
  static int vectors(int columns) {
    return (columns + L - 1) / L;
  }

  /**
   * The size of the pieces, at most max, when n is cut into as few pieces as can be, equal but for
   * the last.
   */
  static int balanced(int n, int max) {
    if (n <= max) {
      return n;
    }
    int pieces = (n + max - 1) / max;
    return (n + pieces - 1) / pieces;
  }
}
