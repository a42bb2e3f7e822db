package dev.lanegrad.kernel;

/**
 * What a {@link Tile} computes.
 *
 * @param rows rows of c
 * @param vectors columns of c, in vectors
 * @param a how the rows operand lies
 * @param packedB whether b's rows are packed, {@code vectors} wide, instead of bStride apart
 * @param start what the chains start from
 * @param relu whether c gets {@code max(0, chain)}
 */
record TileShape(int rows, int vectors, Rows a, boolean packedB, Start start, boolean relu) {
  /** Most vectors that a tile is wide. */
  static final int MAX_VECTORS = 8;

  /** Most rows of a tile. */
  static final int MAX_ROWS = 16;

  /**
   * Elements from one step of the chain to the next in packed columns: 128 and a cache line more,
   * so that the steps don't share their cache sets.
   */
  static final int PACKED_COLUMN_STRIDE = 128 + 16;

  /** Longest chain of packed rows. */
  static final int MAX_PACKED_DEPTH = 256;

  /** Elements from one packed row to the next, likewise. */
  static final int PACKED_ROW_STRIDE = MAX_PACKED_DEPTH + 16;

  /**
   * How the operand lies whose elements are broadcast. Where a stride is a constant of the tile, C2
   * takes the range checks out of its loop and needs fewer registers: without that it keeps
   * addresses in vector registers, and with some collectors (those without strip mining of loops)
   * spills vectors.
   */
  enum Rows {
    /** Row by row: aStride is the distance of rows. */
    BY_ROWS,
    /** Column by column: aStride is the distance of columns. */
    BY_COLUMNS,
    /** Row by row, {@link #PACKED_ROW_STRIDE} apart. */
    PACKED_ROWS,
    /** Column by column, {@link #PACKED_COLUMN_STRIDE} apart. */
    PACKED_COLUMNS
  }

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

  private static final int STARTS = Start.values().length;
  private static final int LAYOUTS = Rows.values().length;

  /** A number for each shape. */
  static int key(int rows, int vectors, Rows a, boolean packedB, Start start, boolean relu) {
    int key = (rows * (MAX_VECTORS + 1) + vectors) * STARTS + start.ordinal();
    return (key * LAYOUTS + a.ordinal()) * 4 + (packedB ? 2 : 0) + (relu ? 1 : 0);
  }

  /** One more than the largest {@link #key}. */
  static int keys() {
    return key(MAX_ROWS, MAX_VECTORS, Rows.PACKED_COLUMNS, true, Start.ROW_BIAS, true) + 1;
  }
}
