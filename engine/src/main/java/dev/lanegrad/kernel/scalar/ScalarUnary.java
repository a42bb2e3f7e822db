package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.template.Specialized;
import dev.lanegrad.kernel.template.UnaryLoop;
import java.lang.invoke.MethodHandles;

/** The plain loop of a {@link Unary}; a template of {@link Specialized}. */
public final class ScalarUnary implements UnaryLoop {
  private static final Unary OP = Specialized.constant(MethodHandles.lookup(), Unary.class);

  @Override
  public void run(int n, float[] x, int xOffset, float[] y, int yOffset) {
    if (xOffset == 0 && yOffset == 0) {
      loop(n, x, y);
      return;
    }
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        System.arraycopy(x, xOffset + i, stage.a, 0, length);
        loop(length, stage.a, stage.c);
        System.arraycopy(stage.c, 0, y, yOffset + i, length);
      }
    } finally {
      stage.giveBack();
    }
  }

  private static void loop(int n, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = OP.apply(x[i]);
    }
  }
}
