package dev.lanegrad.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/** The vector loops of a {@link PointLoss}; a template of {@link Specialized}. */
final class VectorLoss implements LossLoop {
  private static final PointLoss LOSS =
      Specialized.constant(MethodHandles.lookup(), PointLoss.class);

  private static final int L = Lanes.COUNT;

  @Override
  public void values(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset) {
    int i = 0;
    for (int end = Lanes.FLOATS.loopBound(n); i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i);
      value(u, v, parameter).intoArray(y, yOffset + i);
    }
    for (; i < n; i++) {
      y[yOffset + i] = LOSS.value(x[xOffset + i], t[tOffset + i], parameter);
    }
  }

  @Override
  public void blocks(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset) {
    float[] lane = Stage.get().lane;
    for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
      int length = Math.min(Kernels.SUM_BLOCK, n - block);
      y[yOffset + block / Kernels.SUM_BLOCK] =
          block(parameter, length, x, xOffset + block, t, tOffset + block, lane);
    }
  }

  /**
   * Strips of four vectors of lanes, each down the whole block; what is left of the last row of
   * lanes one by one.
   */
  private static float block(
      float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, float[] lane) {
    int full = n - n % Kernels.SUM_LANES;
    for (int l = 0; l < Kernels.SUM_LANES; l += VectorSums.STRIP) {
      FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0; i < full; i += Kernels.SUM_LANES) {
        s0 = s0.add(value(x, xOffset + l + i, t, tOffset + l + i, parameter));
        s1 = s1.add(value(x, xOffset + l + L + i, t, tOffset + l + L + i, parameter));
        s2 = s2.add(value(x, xOffset + l + 2 * L + i, t, tOffset + l + 2 * L + i, parameter));
        s3 = s3.add(value(x, xOffset + l + 3 * L + i, t, tOffset + l + 3 * L + i, parameter));
      }
      s0.intoArray(lane, l);
      s1.intoArray(lane, l + L);
      s2.intoArray(lane, l + 2 * L);
      s3.intoArray(lane, l + 3 * L);
    }
    for (int i = full; i < n; i++) {
      lane[i - full] += LOSS.value(x[xOffset + i], t[tOffset + i], parameter);
    }
    return VectorSums.fold(lane);
  }

  private static FloatVector value(
      float[] x, int xOffset, float[] t, int tOffset, float parameter) {
    return value(
        FloatVector.fromArray(Lanes.FLOATS, x, xOffset),
        FloatVector.fromArray(Lanes.FLOATS, t, tOffset),
        parameter);
  }

  @Override
  public void gradient(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset,
      boolean accumulate) {
    int end = Lanes.FLOATS.loopBound(n);
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, t, tOffset + i);
      FloatVector d = derivative(u, v, parameter);
      if (gInc == 0) {
        d = d.mul(FloatVector.broadcast(Lanes.FLOATS, g[gOffset]));
      } else {
        d = d.mul(FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i));
      }
      if (accumulate) {
        d = FloatVector.fromArray(Lanes.FLOATS, dx, dxOffset + i).add(d);
      }
      d.intoArray(dx, dxOffset + i);
    }
    for (int i = end; i < n; i++) {
      float d = LOSS.derivative(x[xOffset + i], t[tOffset + i], parameter) * g[gOffset + i * gInc];
      dx[dxOffset + i] = accumulate ? dx[dxOffset + i] + d : d;
    }
  }

  /** LOSS is a constant: one branch is left of these. */
  private static FloatVector value(FloatVector x, FloatVector t, float parameter) {
    if (LOSS == PointLoss.SQUARED_ERROR) {
      FloatVector d = x.sub(t);
      return d.mul(d);
    }
    throw new AssertionError(LOSS);
  }

  private static FloatVector derivative(FloatVector x, FloatVector t, float parameter) {
    if (LOSS == PointLoss.SQUARED_ERROR) {
      FloatVector d = x.sub(t);
      return d.add(d);
    }
    throw new AssertionError(LOSS);
  }
}
