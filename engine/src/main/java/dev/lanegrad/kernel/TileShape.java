package dev.lanegrad.kernel;

/**
 * What a {@link Tile} computes.
 *
 * @param rows rows of c
 * @param vectors columns of c, in vectors
 * @param aByRows whether aStride is the distance of a's rows (columns are adjacent), or of its
 *     columns (rows are)
 * @param start what the chains start from
 * @param relu whether c gets {@code max(0, chain)}
 */
record TileShape(int rows, int vectors, boolean aByRows, Start start, boolean relu) {
  /** Most vectors that a tile is wide. */
  static final int MAX_VECTORS = 8;

  /** Most rows of a tile. */
  static final int MAX_ROWS = 12;

  /** What the chains of a tile start from. */
  enum Start {
    /** +0. */
    ZERO,
    /** The elements of c. */
    C,
    /** An element of the bias for each column. */
    COLUMN_BIAS,
    /** An element of the bias for each row. */
    ROW_BIAS
  }

  private static final Start[] STARTS = Start.values();

  /** A number for each shape. */
  static int key(int rows, int vectors, boolean aByRows, Start start, boolean relu) {
    int key = (rows * (MAX_VECTORS + 1) + vectors) * STARTS.length + start.ordinal();
    return key * 4 + (aByRows ? 2 : 0) + (relu ? 1 : 0);
  }

  /** One more than the largest {@link #key}. */
  static int keys() {
    return key(MAX_ROWS, MAX_VECTORS, true, STARTS[STARTS.length - 1], true) + 1;
  }
}
