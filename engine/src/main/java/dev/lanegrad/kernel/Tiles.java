package dev.lanegrad.kernel;

/**
 * The tiles of this process, spun when they are first needed, and the shapes that fit the
 * registers.
 */
final class Tiles {
  /**
   * Accumulators of a tile. 24 of 32 registers leave room for the operands of the next
   * multiply-add; 12 of 16 likewise.
   */
  static final int ACCUMULATORS = hasThirtyTwoRegisters() ? 24 : 12;

  /** By stride, and for each by key. */
  private static final Tile[][] SPUN = new Tile[Strides.COUNT][];

  private Tiles() {}

  static Tile get(
      int rows,
      int vectors,
      boolean rowWise,
      int stride,
      boolean packedB,
      TileShape.Start start,
      boolean relu) {
    Tile[] spun = SPUN[stride];
    int key = TileShape.key(rows, vectors, rowWise, packedB, start, relu);
    if (spun != null && spun[key] != null) {
      return spun[key];
    }
    return spin(key, new TileShape(rows, vectors, rowWise, stride, packedB, start, relu));
  }

  private static synchronized Tile spin(int key, TileShape shape) {
    if (SPUN[shape.stride()] == null) {
      SPUN[shape.stride()] = new Tile[TileShape.keys()];
    }
    return SPUN[shape.stride()][key] = TileSpinner.spin(shape);
  }

  /** Most rows of a tile that is so many vectors wide. */
  static int rows(int vectors) {
    return Math.min(TileShape.MAX_ROWS, ACCUMULATORS / vectors);
  }

  private static boolean hasThirtyTwoRegisters() {
    return VectorWidth.widest() >= 512 || System.getProperty("os.arch").equals("aarch64");
  }
}
