package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.scalar.Stage;
import dev.lanegrad.kernel.scalar.SumTree;
import dev.lanegrad.kernel.template.LossLoop;
import dev.lanegrad.kernel.template.Specialized;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;
import jdk.incubator.vector.FloatVector;

/**
 * The vector loops of a {@link PointLoss}; a template of {@link Specialized}.
 *
 * <p>A loss with an exp or a logarithm takes passes over a stage of 512 elements, {@link
 * VectorLossPasses#first} and {@link VectorLossPasses#second}, because a loop has room for one such
 * function (see {@link VectorElementary}); the last pass makes of their results the value or the
 * derivative.
 */
public final class VectorLoss implements LossLoop {
  private static final PointLoss LOSS =
      Specialized.constant(MethodHandles.lookup(), PointLoss.class);

  private static final VectorLossPasses PASSES =
      LOSS == null
          ? null
          : Specialized.copyInlined(
              MethodHandles.lookup(),
              VectorLossFormulas.class,
              VectorElementary.class,
              VectorLossPasses.class,
              LOSS);

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
    // Limits read the operands again after the values are written.
    boolean apart = LOSS.hasLimits() && (y == x || y == t);
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        if (apart) {
          values(parameter, length, x, xOffset + i, t, tOffset + i, stage, stage.c, 0);
          System.arraycopy(stage.c, 0, y, yOffset + i, length);
        } else {
          values(parameter, length, x, xOffset + i, t, tOffset + i, stage, y, yOffset + i);
        }
      }
    } finally {
      stage.giveBack();
    }
  }

  /** The values of at most a stage. */
  private static void values(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      Stage stage,
      float[] y,
      int yOffset) {
    PASSES.first(parameter, n, x, xOffset, t, tOffset, stage.a);
    PASSES.second(n, x, xOffset, stage.a, stage.b);
    PASSES.values(parameter, n, x, xOffset, t, tOffset, stage.a, stage.b, y, yOffset);
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
    Stage stage = Stage.borrowed();
    try {
      for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
        int length = Math.min(Kernels.SUM_BLOCK, n - block);
        y[yOffset + block / Kernels.SUM_BLOCK] =
            LOSS == PointLoss.SQUARED_ERROR
                ? squares(length, x, xOffset + block, t, tOffset + block, stage.lane)
                : block(parameter, length, x, xOffset + block, t, tOffset + block, stage);
      }
    } finally {
      stage.giveBack();
    }
  }

  private static float block(
      float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, Stage stage) {
    Arrays.fill(stage.lane, 0f);
    for (int i = 0; i < n; i += Stage.LENGTH) {
      int length = Math.min(Stage.LENGTH, n - i);
      values(parameter, length, x, xOffset + i, t, tOffset + i, stage, stage.c, 0);
      VectorSums.addToLanes(length, stage.c, stage.lane);
    }
    return SumTree.fold(stage.lane);
  }

  /**
   * A block without a stage, which halves its time in the cache. Strips of four vectors of lanes,
   * each down the whole block; what is left of the last row of lanes one by one.
   */
  private static float squares(
      int n, float[] x, int xOffset, float[] t, int tOffset, float[] lane) {
    int full = n - n % Kernels.SUM_LANES;
    for (int l = 0; l < Kernels.SUM_LANES; l += VectorSums.STRIP) {
      FloatVector s0 = FloatVector.zero(Lanes.FLOATS);
      FloatVector s1 = s0;
      FloatVector s2 = s0;
      FloatVector s3 = s0;
      for (int i = 0; i < full; i += Kernels.SUM_LANES) {
        FloatVector d0 = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + i);
        d0 = d0.sub(FloatVector.fromArray(Lanes.FLOATS, t, tOffset + l + i));
        s0 = s0.add(d0.mul(d0));
        FloatVector d1 = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + L + i);
        d1 = d1.sub(FloatVector.fromArray(Lanes.FLOATS, t, tOffset + l + L + i));
        s1 = s1.add(d1.mul(d1));
        FloatVector d2 = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + 2 * L + i);
        d2 = d2.sub(FloatVector.fromArray(Lanes.FLOATS, t, tOffset + l + 2 * L + i));
        s2 = s2.add(d2.mul(d2));
        FloatVector d3 = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + l + 3 * L + i);
        d3 = d3.sub(FloatVector.fromArray(Lanes.FLOATS, t, tOffset + l + 3 * L + i));
        s3 = s3.add(d3.mul(d3));
      }
      s0.intoArray(lane, l);
      s1.intoArray(lane, l + L);
      s2.intoArray(lane, l + 2 * L);
      s3.intoArray(lane, l + 3 * L);
    }
    for (int i = full; i < n; i++) {
      lane[i - full] += LOSS.value(x[xOffset + i], t[tOffset + i], 0f);
    }
    return SumTree.fold(lane);
  }

  @Override
  public void blocksAndGradient(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset,
      float scale,
      float[] dx,
      int dxOffset) {
    Stage stage = Stage.borrowed();
    try {
      stage.one[0] = scale;
      for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
        int end = Math.min(n, block + Kernels.SUM_BLOCK);
        Arrays.fill(stage.lane, 0f);
        for (int i = block; i < end; i += Stage.LENGTH) {
          int length = Math.min(Stage.LENGTH, end - i);
          values(parameter, length, x, xOffset + i, t, tOffset + i, stage, stage.c, 0);
          VectorSums.addToLanes(length, stage.c, stage.lane);
          PASSES.gradient(
              parameter,
              length,
              x,
              xOffset + i,
              t,
              tOffset + i,
              stage.a,
              stage.one,
              0,
              0,
              dx,
              dxOffset + i,
              false);
        }
        y[yOffset + block / Kernels.SUM_BLOCK] = SumTree.fold(stage.lane);
      }
    } finally {
      stage.giveBack();
    }
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
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        PASSES.firstOfGradient(parameter, length, x, xOffset + i, t, tOffset + i, stage.a);
        PASSES.gradient(
            parameter,
            length,
            x,
            xOffset + i,
            t,
            tOffset + i,
            stage.a,
            g,
            gOffset + i * gInc,
            gInc,
            dx,
            dxOffset + i,
            accumulate);
      }
    } finally {
      stage.giveBack();
    }
  }
}
