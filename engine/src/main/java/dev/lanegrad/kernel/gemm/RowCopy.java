package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.vector.Lanes;
import jdk.incubator.vector.FloatVector;

/**
 * Copies a few columns of many rows, which lie far apart: what takes the time is the waiting for
 * their lines. So slivers of the usual widths, four vectors and two, are copied without loops
 * within a row. The fewer the instructions of a row, the more rows the CPU asks for at a time: from
 * beyond the third-level cache it takes half to two thirds of the time.
 */
final class RowCopy {
  private static final int L = Lanes.COUNT;

  private RowCopy() {}

  /**
   * Copies rows of n elements to rows of whole vectors, ldy apart; what follows the n may be
   * anything.
   */
  static void copy(
      int rows, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    int done = 0;
    if (n == 4 * L) {
      done = rows / 2 * 2;
      fours(done, x, xOffset, ldx, y, yOffset, ldy);
    } else if (n == 2 * L) {
      done = rows;
      twos(rows, x, xOffset, ldx, y, yOffset, ldy);
    }
    rest(rows - done, n, x, xOffset + done * ldx, ldx, y, yOffset + done * ldy, ldy);
  }

  /** Two rows at a time. */
  private static void fours(
      int rows, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    for (int r = 0; r < rows; r += 2) {
      int from = xOffset + r * ldx;
      int next = from + ldx;
      int to = yOffset + r * ldy;
      FloatVector x00 = FloatVector.fromArray(Lanes.FLOATS, x, from);
      FloatVector x01 = FloatVector.fromArray(Lanes.FLOATS, x, from + L);
      FloatVector x02 = FloatVector.fromArray(Lanes.FLOATS, x, from + 2 * L);
      FloatVector x03 = FloatVector.fromArray(Lanes.FLOATS, x, from + 3 * L);
      FloatVector x10 = FloatVector.fromArray(Lanes.FLOATS, x, next);
      FloatVector x11 = FloatVector.fromArray(Lanes.FLOATS, x, next + L);
      FloatVector x12 = FloatVector.fromArray(Lanes.FLOATS, x, next + 2 * L);
      FloatVector x13 = FloatVector.fromArray(Lanes.FLOATS, x, next + 3 * L);
      x00.intoArray(y, to);
      x01.intoArray(y, to + L);
      x02.intoArray(y, to + 2 * L);
      x03.intoArray(y, to + 3 * L);
      x10.intoArray(y, to + ldy);
      x11.intoArray(y, to + ldy + L);
      x12.intoArray(y, to + ldy + 2 * L);
      x13.intoArray(y, to + ldy + 3 * L);
    }
  }

  private static void twos(
      int rows, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    for (int r = 0; r < rows; r++) {
      int from = xOffset + r * ldx;
      int to = yOffset + r * ldy;
      FloatVector x0 = FloatVector.fromArray(Lanes.FLOATS, x, from);
      FloatVector x1 = FloatVector.fromArray(Lanes.FLOATS, x, from + L);
      x0.intoArray(y, to);
      x1.intoArray(y, to + L);
    }
  }

  private static void rest(
      int rows, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    int wide = Slivers.vectors(n) * L;
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
}
