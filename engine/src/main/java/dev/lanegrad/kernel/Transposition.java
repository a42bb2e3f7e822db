package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorShuffle;

/**
 * Transposes matrices by vectors, a square of lanes × lanes at a time.
 *
 * <p>Row i and row i + lanes/2, their elements interleaved, become rows 2i and 2i + 1; done
 * log2(lanes) times this is the transposition (a perfect shuffle of the index bits).
 */
final class Transposition {
  private static final int L = Lanes.COUNT;
  private static final int STAGES = Integer.numberOfTrailingZeros(L);

  private static final VectorShuffle<Float> LOW = VectorShuffle.fromOp(Lanes.FLOATS, i -> i / 2);
  private static final VectorShuffle<Float> HIGH =
      VectorShuffle.fromOp(Lanes.FLOATS, i -> L / 2 + i / 2);
  private static final VectorMask<Float> ODD =
      VectorMask.fromLong(Lanes.FLOATS, 0xAAAA_AAAA_AAAA_AAAAL);

  private static final ThreadLocal<Scratch> STAGES_SCRATCH = ThreadLocal.withInitial(Scratch::new);

  private Transposition() {}

  /** {@code y[j][i] = x[i][j]}: (m, n) to (n, m). */
  static void transpose(
      int m, int n, float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    int i = 0;
    if (L > 2 && n >= L) {
      float[] stage = STAGES_SCRATCH.get().floats(2 * L * L);
      for (; i + L <= m; i += L) {
        for (int j = 0; j < n; j += L) {
          int start = Math.min(j, n - L); // the last square overlaps the one before
          square(x, xOffset + i * ldx + start, ldx, stage, y, yOffset + start * ldy + i, ldy);
        }
      }
    }
    for (; i < m; i++) {
      for (int j = 0; j < n; j++) {
        y[yOffset + j * ldy + i] = x[xOffset + i * ldx + j];
      }
    }
  }

  private static void square(
      float[] x, int xOffset, int ldx, float[] stage, float[] y, int yOffset, int ldy) {
    interleave(x, xOffset, ldx, stage, 0, L);
    int from = 0;
    for (int s = 2; s < STAGES; s++) {
      interleave(stage, from, L, stage, L * L - from, L);
      from = L * L - from;
    }
    interleave(stage, from, L, y, yOffset, ldy);
  }

  private static void interleave(float[] x, int xOffset, int ldx, float[] y, int yOffset, int ldy) {
    for (int i = 0; i < L / 2; i++) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i * ldx);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + (i + L / 2) * ldx);
      u.rearrange(LOW).blend(v.rearrange(LOW), ODD).intoArray(y, yOffset + 2 * i * ldy);
      u.rearrange(HIGH).blend(v.rearrange(HIGH), ODD).intoArray(y, yOffset + (2 * i + 1) * ldy);
    }
  }
}
