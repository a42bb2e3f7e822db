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

  private static final Tile[] SPUN = new Tile[TileShape.keys()];

  private Tiles() {}

  static Tile get(
      int rows,
      int vectors,
      TileShape.Rows a,
      boolean packedB,
      TileShape.Start start,
      boolean relu) {
    Tile tile = SPUN[TileShape.key(rows, vectors, a, packedB, start, relu)];
    return tile != null ? tile : spin(new TileShape(rows, vectors, a, packedB, start, relu));
  }

  /** Two threads may both spin a tile; tiles have no state, so either will do. */
  private static Tile spin(TileShape s) {
    int key = TileShape.key(s.rows(), s.vectors(), s.a(), s.packedB(), s.start(), s.relu());
    return SPUN[key] = TileSpinner.spin(s);
  }

  /** Most rows of a tile that is so many vectors wide. */
  static int rows(int vectors) {
    return Math.min(TileShape.MAX_ROWS, ACCUMULATORS / vectors);
  }

  private static boolean hasThirtyTwoRegisters() {
    return VectorWidth.widest() >= 512 || System.getProperty("os.arch").equals("aarch64");
  }
}
