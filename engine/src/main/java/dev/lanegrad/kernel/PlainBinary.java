package dev.lanegrad.kernel;

import java.lang.invoke.MethodHandles;

/** The plain loop of a {@link Binary}; a template of {@link Specialized}. */
final class PlainBinary implements BinaryLoop {
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
    if (aOffset == 0 && aInc == 1 && bOffset == 0 && bInc == 1 && cOffset == 0) {
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
    for (int i = 0; i < n; i++) {
      c[i] = OP.apply(a[i], b[i]);
    }
  }
}
