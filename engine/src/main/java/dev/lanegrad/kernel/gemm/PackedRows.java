package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.vector.AlignedScratch;
import dev.lanegrad.kernel.vector.CacheLine;

/**
 * The operand that is broadcast, where it is stored (k, m) and each step of a sliver's chain is a
 * few floats of another row, far from the last: transposed to (m, k). Panels of rows are packed
 * when they are first asked for, so that they are in the cache then.
 */
final class PackedRows {
  /** Rows of a panel, so that the operand is read in pieces of 6 lines. */
  private static final int PANEL = 96;

  /** Elements of what is packed, 8 MB: for rows beyond, the lanes are packed again. */
  private static final int MOST = 2 << 20;

  private final AlignedScratch scratch = new AlignedScratch();
  private float[] packed;
  private int rows;
  private int depth;
  private float[] x;
  private int xOffset;
  private int ldx;

  /** Rows that are packed already. */
  private int done;

  /** Rows that are packed at most, in slivers of this height, of chains of this length. */
  static int most(int height, int depth) {
    return Math.max(1, MOST / distance(depth) / height) * height;
  }

  /**
   * Elements from row to row: whole lines, and one more lest they be a power of two. Those of short
   * chains are all alike, so that it is one constant for the tiles.
   */
  private static int distance(int depth) {
    int steps = Math.max(depth, BlockedProduct.SHORT);
    return (steps / CacheLine.FLOATS + 2) * CacheLine.FLOATS;
  }

  /** Begins with so many columns of x, (depth, ldx). */
  void begin(int rows, int depth, float[] x, int xOffset, int ldx) {
    this.rows = rows;
    this.depth = depth;
    this.x = x;
    this.xOffset = xOffset;
    this.ldx = ldx;
    packed = scratch.lines(rows * distance());
    done = 0;
  }

  /** Ends the use of x, and of the copy, which the scratch may give up from now on. */
  void end() {
    x = packed = null;
  }

  float[] array() {
    return packed;
  }

  /** Elements from row to row. */
  int distance() {
    return distance(depth);
  }

  /** Where this row begins; so many from it on are packed by then. */
  int sliver(int row, int height) {
    while (row + height > done) {
      packMore();
    }
    return at(row);
  }

  private void packMore() {
    int more = Math.min(PANEL, rows - done);
    Transposition.transpose(depth, more, x, xOffset + done, ldx, packed, at(done), distance());
    done += more;
  }

  private int at(int row) {
    return CacheLine.FIRST + row * distance();
  }
}
