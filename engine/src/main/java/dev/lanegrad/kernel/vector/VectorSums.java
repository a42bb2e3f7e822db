package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.scalar.Stage;
import dev.lanegrad.kernel.scalar.SumTree;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;

/** Sums and other reductions by vectors, in the order of {@link Kernels#sum}. */
final class VectorSums {
  private static final int L = Lanes.COUNT;

  /**
   * Lanes of a sum that are kept in registers at a time: four vectors hide the latency of an
   * addition.
   */
  static final int STRIP = 4 * L;

  private VectorSums() {}

  static void blocks(int n, float[] x, int xOffset, float[] y, int yOffset) {
    Stage stage = Stage.borrowed();
    try {
      for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
        int length = Math.min(Kernels.SUM_BLOCK, n - block);
        y[yOffset + block / Kernels.SUM_BLOCK] = block(length, x, xOffset + block, stage.lane);
      }
    } finally {
      stage.giveBack();
    }
  }

  /**
   * Strips of four vectors of lanes, each down the whole block; what is left of the last row of
   * lanes one by one.
   */
  private static float block(int n, float[] x, int xOffset, float[] lane) {
    int full = n - n % Kernels.SUM_LANES;
    for (int l = 0; l < Kernels.SUM_LANES; l += STRIP) {
      FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0; i < full; i += Kernels.SUM_LANES) {
        s0 = s0.add(FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + i));
        s1 = s1.add(FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + L + i));
        s2 = s2.add(FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + 2 * L + i));
        s3 = s3.add(FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + 3 * L + i));
      }
      s0.intoArray(lane, l);
      s1.intoArray(lane, l + L);
      s2.intoArray(lane, l + 2 * L);
      s3.intoArray(lane, l + 3 * L);
    }
    SumTree.addToLanes(n - full, x, xOffset + full, lane);
    return SumTree.fold(lane);
  }

  /** {@link SumTree#addToLanes} of n elements from the start of x. */
  static void addToLanes(int n, float[] x, float[] lane) {
    int full = n - n % Kernels.SUM_LANES;
    for (int l = 0; l < Kernels.SUM_LANES; l += STRIP) {
      FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, lane, l);
      FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, lane, l + L);
      FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, lane, l + 2 * L);
      FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, lane, l + 3 * L);
      for (int i = 0; i < full; i += Kernels.SUM_LANES) {
        s0 = s0.add(FloatVector.fromArray(Lanes.FLOATS, x, l + i));
        s1 = s1.add(FloatVector.fromArray(Lanes.FLOATS, x, l + L + i));
        s2 = s2.add(FloatVector.fromArray(Lanes.FLOATS, x, l + 2 * L + i));
        s3 = s3.add(FloatVector.fromArray(Lanes.FLOATS, x, l + 3 * L + i));
      }
      s0.intoArray(lane, l);
      s1.intoArray(lane, l + L);
      s2.intoArray(lane, l + 2 * L);
      s3.intoArray(lane, l + 3 * L);
    }
    SumTree.addToLanes(n - full, x, full, lane);
  }

  static float max(int n, float[] x, int xOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    FloatVector lanes = FloatVector.broadcast(Lanes.FLOATS, Float.NEGATIVE_INFINITY);
    for (int i = 0; i < end; i += L) {
      lanes = lanes.max(FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i));
    }
    float max = lanes.reduceLanes(VectorOperators.MAX);
    for (int i = end; i < n; i++) {
      max = Math.max(max, x[xOffset + i]);
    }
    return max;
  }

  static void columns(
      int m, int n, float[] a, int aOffset, int lda, float[] y, int yOffset, boolean accumulate) {
    if (!accumulate) {
      Arrays.fill(y, yOffset, yOffset + n, 0f);
    }
    int j = 0;
    for (; j <= n - STRIP; j += STRIP) {
      strip(m, a, aOffset + j, lda, y, yOffset + j);
    }
    for (; j <= n - L; j += L) {
      FloatVector s = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + j);
      for (int i = 0; i < m; i++) {
        s = s.add(FloatVector.fromArray(Lanes.FLOATS, a, aOffset + i * lda + j));
      }
      s.intoArray(y, yOffset + j);
    }
    for (; j < n; j++) {
      float s = y[yOffset + j];
      for (int i = 0; i < m; i++) {
        s += a[aOffset + i * lda + j];
      }
      y[yOffset + j] = s;
    }
  }

  private static void strip(int m, float[] a, int aOffset, int lda, float[] y, int yOffset) {
    FloatVector s0 = FloatVector.fromArray(Lanes.FLOATS, y, yOffset);
    FloatVector s1 = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + L);
    FloatVector s2 = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + 2 * L);
    FloatVector s3 = FloatVector.fromArray(Lanes.FLOATS, y, yOffset + 3 * L);
    for (int i = 0; i < m; i++) {
      int from = aOffset + i * lda;
      s0 = s0.add(FloatVector.fromArray(Lanes.FLOATS, a, from));
      s1 = s1.add(FloatVector.fromArray(Lanes.FLOATS, a, from + L));
      s2 = s2.add(FloatVector.fromArray(Lanes.FLOATS, a, from + 2 * L));
      s3 = s3.add(FloatVector.fromArray(Lanes.FLOATS, a, from + 3 * L));
    }
    s0.intoArray(y, yOffset);
    s1.intoArray(y, yOffset + L);
    s2.intoArray(y, yOffset + 2 * L);
    s3.intoArray(y, yOffset + 3 * L);
  }
}
