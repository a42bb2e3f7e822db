package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.gemm.micro.SquareSpinner;
import dev.lanegrad.kernel.gemm.micro.Squares;
import dev.lanegrad.kernel.vector.CacheLine;
import dev.lanegrad.kernel.vector.Lanes;

/** Transposes matrices by vectors, a square of lanes × lanes at a time. */
final class Transposition {
  private static final int L = Lanes.COUNT;

  /** By the columns that they write. Two threads may both spin one; either will do. */
  private static final Squares[] SPUN = new Squares[L + 1];

  private Transposition() {}

  /** {@code y[j][i] = x[i][j]}: (m, n) to (n, m). */
  static void transpose(
      int m, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    if (m < L || L == 2) {
      onePerOne(m, n, x, xOffset, ldx, y, yOffset, ldy);
      return;
    }
    for (int i = 0; i < m; i += L) {
      int start = Math.min(i, m - L); // the last squares overlap those before
      squares(L, n, x, xOffset + start * ldx, ldx, y, yOffset + start, ldy);
    }
  }

  /**
   * The same, to rows of y that are whole vectors: the last vector holds the last columns of x's
   * transpose and overlaps the one before it. What follows where m is less than a vector may be
   * anything.
   */
  static void transposeToVectors(
      int m, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    for (int i = 0; i < m; i += L) {
      int start = Math.max(0, Math.min(i, m - L));
      int from = xOffset + start * ldx;
      if (L == 2) {
        onePerOne(Math.min(L, m), n, x, from, ldx, y, yOffset + i, ldy);
      } else {
        squares(Math.min(L, m), n, x, from, ldx, y, yOffset + i, ldy);
      }
    }
  }

  /** Up to lanes rows of n elements, where a vector may not reach past the n. */
  private static void squares(
      int rows, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    int lead = CacheLine.leadOfRows(xOffset, n, ldx);
    if (lead > 0) {
      get(L).run(1, rows, x, xOffset, ldx, y, yOffset, ldy);
    }
    squaresInLine(rows, n - lead, x, xOffset + lead, ldx, y, yOffset + lead * ldy, ldy);
  }

  private static void squaresInLine(
      int rows, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    int whole = n / L;
    if (whole > 0) {
      get(L).run(whole, rows, x, xOffset, ldx, y, yOffset, ldy);
    }
    int rest = n % L;
    if (rest == 0) {
      return;
    }
    int from = whole * L;
    if (xOffset + (rows - 1) * ldx + from + L <= x.length) {
      get(rest).run(1, rows, x, xOffset + from, ldx, y, yOffset + from * ldy, ldy);
    } else if (whole > 0) {
      int start = n - L;
      get(L).run(1, rows, x, xOffset + start, ldx, y, yOffset + start * ldy, ldy);
    } else {
      onePerOne(rows, rest, x, xOffset + from, ldx, y, yOffset + from * ldy, ldy);
    }
  }

  private static Squares get(int columns) {
    Squares squares = SPUN[columns];
    return squares != null ? squares : (SPUN[columns] = SquareSpinner.spin(columns));
  }

  private static void onePerOne(
      int m, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        y[yOffset + j * ldy + i] = x[xOffset + i * ldx + j];
      }
    }
  }
}
