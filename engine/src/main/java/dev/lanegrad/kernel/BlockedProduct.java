package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * A product of two operands in blocks that fit the caches, copied ("packed") into the order in
 * which the {@link Tile}s read them.
 *
 * <p>One operand, the <em>rows</em> (m, k), is broadcast element by element; the other, the
 * <em>lanes</em> (k, n), is loaded in vectors. The order of blocks is that of Goto and van de
 * Geijn, "Anatomy of High-Performance Matrix Multiplication" (2008), with the roles of the caches
 * as measured: a block of lanes stays in the second-level cache, a sliver of rows in the first, and
 * C is walked row by row. An operand that is used only once or twice is read where it lies.
 */
final class BlockedProduct {
  private static final int L = Lanes.COUNT;

  /** Longest stretch of the chain in one pass over C. */
  private static final int DEPTH = TileShape.MAX_PACKED_DEPTH;

  /** The same where the lanes are read in place and nothing is kept in a cache. */
  private static final int UNPACKED_DEPTH = 1 << 14;

  /**
   * Elements of a packed block of lanes: 768 KB, so that it stays in a second-level cache of 1 MB
   * beside the rows. Blocks of 256 to 768 KB differ by 5 % at n = 512 to 2048, in favour of the
   * largest.
   */
  private static final int LANE_BLOCK = 192 * 1024;

  /** The same where every packed vector is read once: a sliver of lanes fits the cache whole. */
  private static final int ONCE_DEPTH = 2048;

  /** Rows that fit side by side, what a vector reads past the last among them. */
  private static final int MOST_PACKED_ROWS = 128;

  /**
   * Vectors that a tile is wide, where there are rows enough. With 24 accumulators, 6 rows of 4
   * vectors load 10 operands for 24 multiply-adds, 12 of 2 load 14 and are slower by 2 to 10 % in
   * 512 bits and 25 % in 256; with 12, 6 of 2 fit 16 registers.
   */
  private static final int VECTORS = Tiles.ACCUMULATORS >= 24 ? 4 : 2;

  /**
   * Slivers of rows for which lanes that lie row by row are read in place: up to 72 rows, packing
   * them costs more (10 % at a batch of 64) than it saves.
   */
  private static final int READ_IN_PLACE = 12;

  private final Scratch packedRows = new Scratch();
  private final Scratch packedLanes = new Scratch();
  private final Scratch edge = new Scratch();

  private int m;
  private float[] a;
  private int aOffset;
  private int lda;
  private boolean aByRows;

  private int n;
  private float[] b;
  private int bOffset;
  private int ldb;
  private boolean bByRows;

  private TileShape.Start start;
  private float[] bias;
  private int biasOffset;

  private float[] c;
  private int cOffset;
  private int ldc;
  private boolean relu;

  /** Width of a sliver of lanes, in elements. */
  private int width;

  /** Height of a sliver of rows. */
  private int height;

  /** Rows whose slivers are packed together. */
  private int group;

  private boolean packRows;
  private boolean packLanes;

  // The sliver of rows under way, packed or not.
  private float[] sliver;
  private int sliverOffset;
  private int sliverStride;
  private TileShape.Rows sliverLayout;

  /**
   * The operand whose elements are broadcast: stored (m, k) where {@code byRows} is set, else (k,
   * m).
   */
  BlockedProduct rows(int m, float[] a, int aOffset, int lda, boolean byRows) {
    this.m = m;
    this.a = a;
    this.aOffset = aOffset;
    this.lda = lda;
    this.aByRows = byRows;
    return this;
  }

  /**
   * The operand that is loaded in vectors: stored (k, n) where {@code byRows} is set, else (n, k).
   */
  BlockedProduct lanes(int n, float[] b, int bOffset, int ldb, boolean byRows) {
    this.n = n;
    this.b = b;
    this.bOffset = bOffset;
    this.ldb = ldb;
    this.bByRows = byRows;
    return this;
  }

  /** What the chains start from; the bias may be null where it is not that. */
  BlockedProduct start(TileShape.Start start, float[] bias, int biasOffset) {
    boolean unbiased = bias == null && start != TileShape.Start.C;
    this.start = unbiased ? TileShape.Start.ZERO : start;
    this.bias = bias;
    this.biasOffset = biasOffset;
    return this;
  }

  /** Where the (m, n) result is written, and whether it is {@code max(0, chain)}. */
  BlockedProduct result(float[] c, int cOffset, int ldc, boolean relu) {
    this.c = c;
    this.cOffset = cOffset;
    this.ldc = ldc;
    this.relu = relu;
    return this;
  }

  /** Computes chains of length k, at least 1, for at least one row and column. */
  void compute(int k) {
    int wide = Math.max(VECTORS, Math.min(TileShape.MAX_VECTORS, Tiles.ACCUMULATORS / m));
    width = balanced(vectors(n), bByRows ? wide : VECTORS) * L;
    height = balanced(m, Tiles.rows(width / L));
    packLanes = !bByRows || m > READ_IN_PLACE * height;
    packRows = m > height && n > 2 * width;
    boolean once = m <= height;
    boolean shallow = packLanes && !once || packRows && aByRows;
    int depth = balanced(k, shallow ? DEPTH : packLanes ? ONCE_DEPTH : UNPACKED_DEPTH);
    int columns = n;
    if (packLanes) {
      columns = once ? width : Math.max(width, LANE_BLOCK / depth / width * width);
    }
    group = MOST_PACKED_ROWS / height * height;
    for (int j = 0; j < n; j += columns) {
      for (int p = 0; p < k; p += depth) {
        block(j, Math.min(columns, n - j), p, Math.min(depth, k - p), p + depth >= k);
      }
    }
    a = b = bias = c = sliver = null;
  }

  /** Stretch p to p + depth of the chains of columns j0 to j0 + columns, for all rows. */
  private void block(int j0, int columns, int p, int depth, boolean last) {
    float[] packed = packedLanes.floats(depth * (packLanes ? vectors(columns) * L : width));
    int end = j0 + columns;
    // A vector may not reach past the last column: the sliver of which one would is packed in any
    // case.
    int partial = columns % L == 0 ? end : end - 1 - (columns - 1) % width;
    for (int j = packLanes ? j0 : partial; j < end; j += width) {
      packLanes(j, Math.min(width, end - j), p, depth, packed, packLanes ? (j - j0) * depth : 0);
    }
    TileShape.Start from = p == 0 ? start : TileShape.Start.C;
    for (int i = 0; i < m; i += height) {
      int rows = Math.min(height, m - i);
      takeRows(i, p, depth);
      for (int j = j0; j < end; j += width) {
        int wide = Math.min(width, end - j);
        int ci = cOffset + i * ldc + j;
        if (j >= partial) {
          edge(i, rows, j, wide, depth, packed, packLanes ? (j - j0) * depth : 0, from, last);
        } else if (packLanes) {
          tile(i, rows, j, wide, depth, packed, (j - j0) * depth, true, from, last, c, ci, ldc);
        } else {
          tile(i, rows, j, wide, depth, b, bOffset + p * ldb + j, false, from, last, c, ci, ldc);
        }
      }
    }
  }

  private void tile(
      int i,
      int rows,
      int j,
      int columns,
      int depth,
      float[] lanes,
      int lanesOffset,
      boolean packed,
      TileShape.Start from,
      boolean last,
      float[] c,
      int cOffset,
      int ldc) {
    int first = biasOffset + (from == TileShape.Start.ROW_BIAS ? i : j);
    Tiles.get(rows, vectors(columns), sliverLayout, packed, from, relu && last)
        .run(
            depth,
            sliver,
            sliverOffset,
            sliverStride,
            lanes,
            lanesOffset,
            ldb,
            bias,
            first,
            c,
            cOffset,
            ldc);
  }

  /**
   * A tile whose last vector reaches past the last column: computed beside C, and its columns
   * copied.
   */
  private void edge(
      int i,
      int rows,
      int j,
      int columns,
      int depth,
      float[] packed,
      int packedOffset,
      TileShape.Start from,
      boolean last) {
    int wide = vectors(columns) * L;
    int ci = cOffset + i * ldc + j;
    float[] beside = edge.floats(rows * wide);
    TileShape.Start start = from;
    if (from == TileShape.Start.C || from == TileShape.Start.COLUMN_BIAS) {
      start = TileShape.Start.C;
      for (int r = 0; r < rows; r++) {
        if (from == TileShape.Start.C) {
          System.arraycopy(c, ci + r * ldc, beside, r * wide, columns);
        } else {
          System.arraycopy(bias, biasOffset + j, beside, r * wide, columns);
        }
      }
    }
    tile(i, rows, j, columns, depth, packed, packedOffset, true, start, last, beside, 0, wide);
    for (int r = 0; r < rows; r++) {
      System.arraycopy(beside, r * wide, c, ci + r * ldc, columns);
    }
  }

  /** Makes the rows from i on of the rows operand the sliver under way. */
  private void takeRows(int i, int p, int depth) {
    int from = aOffset + (aByRows ? i * lda + p : p * lda + i);
    if (!packRows) {
      sliver = a;
      sliverOffset = from;
      sliverStride = lda;
      sliverLayout = aByRows ? TileShape.Rows.BY_ROWS : TileShape.Rows.BY_COLUMNS;
      return;
    }
    if (aByRows) {
      int stride = TileShape.PACKED_ROW_STRIDE;
      int rows = Math.min(height, m - i);
      sliver = packedRows.floats(rows * stride);
      sliverOffset = 0;
      sliverLayout = TileShape.Rows.PACKED_ROWS;
      copyRows(rows, depth, stride, a, from, lda, sliver, 0);
      return;
    }
    if (i % group == 0) {
      int stride = TileShape.PACKED_COLUMN_STRIDE;
      sliver = packedRows.floats(stride * depth);
      sliverLayout = TileShape.Rows.PACKED_COLUMNS;
      copyRows(depth, Math.min(group, m - i), stride, a, from, lda, sliver, 0);
    }
    sliverOffset = i % group;
  }

  /**
   * Copies columns j to j + columns of the lanes operand to (depth, width), width in whole vectors.
   */
  private void packLanes(int j, int columns, int p, int depth, float[] packed, int offset) {
    int wide = vectors(columns) * L;
    if (bByRows) {
      copyRows(depth, columns, wide, b, bOffset + p * ldb + j, ldb, packed, offset);
    } else {
      Transposition.transposeToVectors(
          columns, depth, b, bOffset + j * ldb + p, ldb, packed, offset, wide);
    }
  }

  /**
   * Copies rows of n elements to rows of {@code wide} in whole vectors; what follows the n may be
   * anything.
   */
  private static void copyRows(
      int rows, int n, int ldy, float[] x, int xOffset, int ldx, float[] y, int yOffset) {
    int wide = vectors(n) * L;
    int last = x.length - wide;
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * ldx;
      if (from <= last) {
        for (int v = 0; v < wide; v += L) {
          FloatVector.fromArray(Lanes.FLOATS, x, from + v).intoArray(y, yOffset + r * ldy + v);
        }
      } else {
        System.arraycopy(x, from, y, yOffset + r * ldy, n);
      }
    }
  }

  private static int vectors(int lanes) {
    return (lanes + L - 1) / L;
  }

  /**
   * The size of the pieces, at most max, when n is cut into as few pieces as can be, equal but for
   * the last.
   */
  private static int balanced(int n, int max) {
    int pieces = (n + max - 1) / max;
    return (n + pieces - 1) / pieces;
  }
}
