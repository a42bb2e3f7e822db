package dev.lanegrad.kernel.gemm.micro;

import dev.lanegrad.kernel.vector.VectorWidth;

/**
 * The tiles of this process, spun when they are first needed, and the shapes that fit the
 * registers.
 */
public final class Tiles {
  /** Whether vectors have 32 registers, else 16. */
  public static final boolean MANY_REGISTERS = VectorWidth.widest() >= 512 || isArm();

  /** Registers for accumulators and for those lanes of a step that more than one row needs. */
  public static final int REGISTERS = MANY_REGISTERS ? 28 : 14;

  /** Accumulators of a tile. 24 of 32 registers leave room for the operands of multiply-adds. */
  public static final int ACCUMULATORS = MANY_REGISTERS ? 24 : 10;

  /**
   * The same where lanes are packed and the other operand lies row by row. In the code of other
   * tiles C2 loads three operands ahead, and with 12 of 16 registers keeps an accumulator in
   * memory, for which the chain then waits: they make half of what they could.
   */
  public static final int MOST_ACCUMULATORS = MANY_REGISTERS ? 24 : 12;

  /** By stride, and for each by key. */
  private static final Tile[][] SPUN = new Tile[Strides.COUNT][];

  private Tiles() {}

  public static Tile get(
      int rows,
      int vectors,
      boolean rowWise,
      int stride,
      boolean packedB,
      boolean whole,
      TileShape.Start start,
      boolean relu) {
    Tile[] spun = SPUN[stride];
    int key = TileShape.key(rows, vectors, rowWise, packedB, whole, start, relu);
    if (spun != null && spun[key] != null) {
      return spun[key];
    }
    return spin(key, new TileShape(rows, vectors, rowWise, stride, packedB, whole, start, relu));
  }

  private static synchronized Tile spin(int key, TileShape shape) {
    if (SPUN[shape.stride()] == null) {
      SPUN[shape.stride()] = new Tile[TileShape.keys()];
    }
    return SPUN[shape.stride()][key] = TileSpinner.spin(shape);
  }

  /** Most rows of a tile that is so many vectors wide. */
  public static int rows(int vectors, int accumulators) {
    return Math.min(TileShape.MAX_ROWS, accumulators / vectors);
  }

  private static boolean isArm() {
    return System.getProperty("os.arch").equals("aarch64");
  }
}
