package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.runtime.NaNs;
import dev.lanegrad.kernel.template.BinaryLoop;
import dev.lanegrad.kernel.template.Specialized;
import java.lang.invoke.MethodHandles;

/** The plain loop of a {@link Binary}; a template of {@link Specialized}. */
public final class ScalarBinary implements BinaryLoop {
  private static final Binary OP = Specialized.constant(MethodHandles.lookup(), Binary.class);

  @Override
  public void run(
      int n,
      float[] a,
      int aOffset,
      int aInc,
      float[] b,
      int bOffset,
      int bInc,
      float[] c,
      int cOffset) {
    boolean apart = OP.selects() && (c == a || c == b);
    if (aOffset == 0 && aInc == 1 && bOffset == 0 && bInc == 1 && cOffset == 0 && !apart) {
      loop(n, a, b, c);
      return;
    }
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        Stage.load(length, i, a, aOffset, aInc, stage.a);
        Stage.load(length, i, b, bOffset, bInc, stage.b);
        loop(length, stage.a, stage.b, stage.c);
        System.arraycopy(stage.c, 0, c, cOffset + i, length);
      }
    } finally {
      stage.giveBack();
    }
  }

  private static void loop(int n, float[] a, float[] b, float[] c) {
    if (OP.selects()) {
      selecting(n, a, b, c);
      return;
    }
    for (int i = 0; i < n; i++) {
      c[i] = OP.apply(a[i], b[i]);
    }
  }

  /** In parts that stay in the cache: c doesn't overlap a or b, which are read again. */
  private static void selecting(int n, float[] a, float[] b, float[] c) {
    for (int from = 0; from < n; from += Stage.LENGTH) {
      int end = Math.min(n, from + Stage.LENGTH);
      for (int i = from; i < end; i++) {
        c[i] = OP.unlessNaN(a[i], b[i]);
      }
      if (NaNs.maybe(c, from, end)) {
        for (int i = from; i < end; i++) {
          c[i] = OP.apply(a[i], b[i]);
        }
      }
    }
  }
}
