package dev.lanegrad.kernel;

/**
 * What a {@link DotTile} computes.
 *
 * @param rows rows of c
 * @param vectors columns of c, in vectors of {@link Lanes#HALF}
 * @param stride the number of the distance of b's rows among {@link Strides}
 * @param rest steps of the chain beyond a multiple of {@link #DEPTH}, which alone are made; where
 *     there are none, all steps
 * @param start what the chains start from; not a row's bias
 * @param relu whether c gets {@code max(0, chain)}
 */
record DotShape(int rows, int vectors, int stride, int rest, TileShape.Start start, boolean relu) {
  /** Most rows of a tile. */
  static final int MAX_ROWS = 8;

  /** Most vectors of columns. */
  static final int MAX_VECTORS = 4;

  /** Steps of the chain that are transposed at a time. */
  static final int DEPTH = 4;

  private static final int STARTS = TileShape.Start.values().length;

  /** A number for each shape of one stride. */
  static int key(int rows, int vectors, int rest, TileShape.Start start, boolean relu) {
    int key = ((rows * (MAX_VECTORS + 1)) + vectors) * DEPTH + rest;
    return (key * STARTS + start.ordinal()) * 2 + (relu ? 1 : 0);
  }

  /** One more than the largest {@link #key}. */
  static int keys() {
    return key(MAX_ROWS, MAX_VECTORS, DEPTH - 1, TileShape.Start.ROW_BIAS, true) + 1;
  }
}
