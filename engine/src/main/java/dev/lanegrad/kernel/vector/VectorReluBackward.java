package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/**
 * {@link Kernels#reluBackward} by vectors. It goes along the rows, two of them at a time, and not
 * down the columns: rows whose distance is a power of two would evict each other from the cache.
 */
final class VectorReluBackward {
  private static final int L = Lanes.COUNT;

  private VectorReluBackward() {}

  static void columns(
      int m,
      int n,
      float[] y,
      int yOffset,
      int ldy,
      float[] dy,
      int dyOffset,
      int lddy,
      float[] sums,
      int sumsOffset,
      boolean accumulate) {
    if (!accumulate) {
      Arrays.fill(sums, sumsOffset, sumsOffset + n, 0f);
    }
    for (int i = 0, rows; i < m; i += rows) {
      int from = yOffset + i * ldy;
      int to = dyOffset + i * lddy;
      rows = i == m - 1 ? 1 : 2;
      if (rows == 2) {
        two(n, y, from, ldy, dy, to, lddy, sums, sumsOffset);
      } else {
        one(n, y, from, dy, to, sums, sumsOffset);
      }
    }
  }

  private static void two(
      int n,
      float[] y,
      int yOffset,
      int ldy,
      float[] dy,
      int dyOffset,
      int lddy,
      float[] sums,
      int sumsOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    int y1 = yOffset + ldy;
    int dy1 = dyOffset + lddy;
    for (int j = 0; j < end; j += L) {
      IntVector u = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + j).reinterpretAsInts();
      IntVector v = FloatVector.fromArray(Lanes.FLOATS, y, y1 + j).reinterpretAsInts();
      u = u.or(u.neg()).lanewise(VectorOperators.ASHR, 31);
      v = v.or(v.neg()).lanewise(VectorOperators.ASHR, 31);
      u = u.and(FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j).reinterpretAsInts());
      v = v.and(FloatVector.fromArray(Lanes.FLOATS, dy, dy1 + j).reinterpretAsInts());
      FloatVector s = FloatVector.fromArray(Lanes.FLOATS, sums, sumsOffset + j);
      s = s.add(u.reinterpretAsFloats()).add(v.reinterpretAsFloats());
      u.reinterpretAsFloats().intoArray(dy, dyOffset + j);
      v.reinterpretAsFloats().intoArray(dy, dy1 + j);
      s.intoArray(sums, sumsOffset + j);
    }
    rest(end, n, y, yOffset, dy, dyOffset, sums, sumsOffset);
    rest(end, n, y, y1, dy, dy1, sums, sumsOffset);
  }

  private static void one(
      int n, float[] y, int yOffset, float[] dy, int dyOffset, float[] sums, int sumsOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    for (int j = 0; j < end; j += L) {
      IntVector u = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + j).reinterpretAsInts();
      u = u.or(u.neg()).lanewise(VectorOperators.ASHR, 31);
      u = u.and(FloatVector.fromArray(Lanes.FLOATS, dy, dyOffset + j).reinterpretAsInts());
      FloatVector s = FloatVector.fromArray(Lanes.FLOATS, sums, sumsOffset + j);
      s.add(u.reinterpretAsFloats()).intoArray(sums, sumsOffset + j);
      u.reinterpretAsFloats().intoArray(dy, dyOffset + j);
    }
    rest(end, n, y, yOffset, dy, dyOffset, sums, sumsOffset);
  }

  /** Columns from to n of a row. */
  private static void rest(
      int from,
      int n,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] sums,
      int sumsOffset) {
    for (int j = from; j < n; j++) {
      float d = Binary.RELU_BACKWARD.apply(y[yOffset + j], dy[dyOffset + j]);
      dy[dyOffset + j] = d;
      sums[sumsOffset + j] += d;
    }
  }
}
