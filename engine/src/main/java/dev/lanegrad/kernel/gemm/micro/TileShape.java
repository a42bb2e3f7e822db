package dev.lanegrad.kernel.gemm.micro;

/**
 * What a {@link Tile} computes.
 *
 * @param rows rows of c
 * @param vectors columns of c, in vectors
 * @param rowWise whether the operand that is broadcast lies row by row, else column by column
 * @param stride the number of the distance of its rows or columns among {@link Strides}
 * @param packedB whether b's rows are packed, {@code vectors} wide, instead of bStride apart
 * @param whole whether the columns are whole vectors, else the last one overlaps the one before
 * @param start what the chains start from
 * @param relu whether c gets {@code max(0, chain)}
 */
public record TileShape(
    int rows,
    int vectors,
    boolean rowWise,
    int stride,
    boolean packedB,
    boolean whole,
    Start start,
    boolean relu) {
  /** Most vectors that a tile is wide. */
  public static final int MAX_VECTORS = 8;

  /** Most rows of a tile. */
  static final int MAX_ROWS = 16;

  /** What the chains of a tile start from. */
  public enum Start {
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

  /** A number for each shape of one stride. */
  static int key(
      int rows,
      int vectors,
      boolean rowWise,
      boolean packedB,
      boolean whole,
      Start start,
      boolean relu) {
    int key = (rows * (MAX_VECTORS + 1) + vectors) * STARTS + start.ordinal();
    int flags = (whole ? 8 : 0) + (rowWise ? 4 : 0) + (packedB ? 2 : 0) + (relu ? 1 : 0);
    return key * 16 + flags;
  }

  /** One more than the largest {@link #key}. */
  static int keys() {
    return key(MAX_ROWS + 1, 0, false, false, false, Start.ZERO, false);
  }
}
