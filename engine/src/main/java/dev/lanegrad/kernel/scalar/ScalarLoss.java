package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.runtime.NaNs;
import dev.lanegrad.kernel.template.LossLoop;
import dev.lanegrad.kernel.template.Specialized;
import java.lang.invoke.MethodHandles;
import java.util.Arrays;

/** The scalar kernels of a {@link PointLoss}; a template of {@link Specialized}. */
public final class ScalarLoss implements LossLoop {
  private static final PointLoss LOSS =
      Specialized.constant(MethodHandles.lookup(), PointLoss.class);

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
    boolean apart = LOSS.hasLimits() && (y == x || y == t);
    if (xOffset == 0 && tOffset == 0 && yOffset == 0 && !apart) {
      values(parameter, n, x, t, y);
      return;
    }
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        System.arraycopy(x, xOffset + i, stage.a, 0, length);
        System.arraycopy(t, tOffset + i, stage.b, 0, length);
        values(parameter, length, stage.a, stage.b, stage.c);
        System.arraycopy(stage.c, 0, y, yOffset + i, length);
      }
    } finally {
      stage.giveBack();
    }
  }

  private static void values(float parameter, int n, float[] x, float[] t, float[] y) {
    if (LOSS.hasLimits()) {
      valuesAndLimits(parameter, n, x, t, y);
      return;
    }
    for (int i = 0; i < n; i++) {
      y[i] = LOSS.formula(x[i], t[i], parameter);
    }
  }

  /** In parts that stay in the cache: y doesn't overlap x or t, which are read again. */
  private static void valuesAndLimits(float parameter, int n, float[] x, float[] t, float[] y) {
    for (int from = 0; from < n; from += Stage.LENGTH) {
      int end = Math.min(n, from + Stage.LENGTH);
      for (int i = from; i < end; i++) {
        y[i] = LOSS.formula(x[i], t[i], parameter);
      }
      if (NaNs.maybe(y, from, end)) {
        for (int i = from; i < end; i++) {
          y[i] = y[i] == y[i] ? y[i] : LOSS.limit(x[i], t[i], parameter);
        }
      }
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
    Stage stage = Stage.borrowed();
    try {
      for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
        int end = Math.min(n, block + Kernels.SUM_BLOCK);
        Arrays.fill(stage.lane, 0f);
        for (int i = block; i < end; i += Stage.LENGTH) {
          int length = Math.min(Stage.LENGTH, end - i);
          System.arraycopy(x, xOffset + i, stage.a, 0, length);
          System.arraycopy(t, tOffset + i, stage.b, 0, length);
          values(parameter, length, stage.a, stage.b, stage.c);
          SumTree.addToLanes(length, stage.c, 0, stage);
        }
        y[yOffset + block / Kernels.SUM_BLOCK] = SumTree.fold(stage.lane);
      }
    } finally {
      stage.giveBack();
    }
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
    boolean selects = LOSS.selects() && !Float.isFinite(scale);
    Stage stage = Stage.borrowed();
    try {
      for (int block = 0; block < n; block += Kernels.SUM_BLOCK) {
        int end = Math.min(n, block + Kernels.SUM_BLOCK);
        Arrays.fill(stage.lane, 0f);
        for (int i = block; i < end; i += Stage.LENGTH) {
          int length = Math.min(Stage.LENGTH, end - i);
          System.arraycopy(x, xOffset + i, stage.a, 0, length);
          System.arraycopy(t, tOffset + i, stage.b, 0, length);
          values(parameter, length, stage.a, stage.b, stage.c);
          SumTree.addToLanes(length, stage.c, 0, stage);
          Arrays.fill(stage.c, 0, length, scale);
          gradient(parameter, selects, length, stage.a, stage.b, stage.c);
          System.arraycopy(stage.c, 0, dx, dxOffset + i, length);
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
    boolean selects = LOSS.selects() && n > 0 && (gInc != 0 || !Float.isFinite(g[gOffset]));
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        System.arraycopy(x, xOffset + i, stage.a, 0, length);
        System.arraycopy(t, tOffset + i, stage.b, 0, length);
        Stage.load(length, i, g, gOffset, gInc, stage.c);
        gradient(parameter, selects, length, stage.a, stage.b, stage.c);
        if (accumulate) {
          for (int j = 0; j < length; j++) {
            stage.c[j] = dx[dxOffset + i + j] + stage.c[j];
          }
        }
        System.arraycopy(stage.c, 0, dx, dxOffset + i, length);
      }
    } finally {
      stage.giveBack();
    }
  }

  /** Without {@code selects} every g is finite, or the loss has nothing to select. */
  private static void gradient(
      float parameter, boolean selects, int n, float[] x, float[] t, float[] g) {
    if (selects) {
      for (int i = 0; i < n; i++) {
        g[i] = LOSS.gradient(x[i], t[i], parameter, g[i]);
      }
      return;
    }
    // Without a branch, so that C2 makes vectors of it.
    for (int i = 0; i < n; i++) {
      g[i] = LOSS.derivative(x[i], t[i], parameter) * g[i];
    }
  }
}
