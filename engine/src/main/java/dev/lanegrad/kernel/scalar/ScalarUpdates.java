package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Fma;
import dev.lanegrad.kernel.UpdateKernels;

/** Steps of the optimizers by scalar loops. */
interface ScalarUpdates extends UpdateKernels {
  @Override
  default void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    if (xOffset == 0 && yOffset == 0) {
      axpy(n, alpha, x, y);
      return;
    }
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        System.arraycopy(x, xOffset + i, stage.a, 0, length);
        System.arraycopy(y, yOffset + i, stage.c, 0, length);
        axpy(length, alpha, stage.a, stage.c);
        System.arraycopy(stage.c, 0, y, yOffset + i, length);
      }
    } finally {
      stage.giveBack();
    }
  }

  static void axpy(int n, float alpha, float[] x, float[] y) {
    for (int i = 0; i < n; i++) {
      y[i] = Fma.fma(alpha, x[i], y[i]);
    }
  }

  @Override
  default void sgd(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    if (gOffset == 0 && wOffset == 0) {
      sgd(n, lr, weightDecay, g, w);
      return;
    }
    Stage stage = Stage.borrowed();
    try {
      for (int i = 0; i < n; i += Stage.LENGTH) {
        int length = Math.min(Stage.LENGTH, n - i);
        System.arraycopy(g, gOffset + i, stage.a, 0, length);
        System.arraycopy(w, wOffset + i, stage.c, 0, length);
        sgd(length, lr, weightDecay, stage.a, stage.c);
        System.arraycopy(stage.c, 0, w, wOffset + i, length);
      }
    } finally {
      stage.giveBack();
    }
  }

  private static void sgd(int n, float lr, float weightDecay, float[] g, float[] w) {
    if (weightDecay == 0f) {
      for (int i = 0; i < n; i++) {
        w[i] = w[i] - lr * g[i];
      }
    } else {
      for (int i = 0; i < n; i++) {
        w[i] = w[i] - lr * Fma.fma(weightDecay, w[i], g[i]);
      }
    }
  }

  @Override
  default void sgdMomentum(
      int n,
      float lr,
      float weightDecay,
      float momentum,
      float dampening,
      boolean nesterov,
      boolean first,
      float[] g,
      int gOffset,
      float[] v,
      int vOffset,
      float[] w,
      int wOffset) {
    for (int i = 0; i < n; i++) {
      float wi = w[wOffset + i];
      float gi = g[gOffset + i];
      float d = weightDecay == 0f ? gi : Fma.fma(weightDecay, wi, gi);
      float vi = first ? d : Fma.fma(momentum, v[vOffset + i], (1f - dampening) * d);
      v[vOffset + i] = vi;
      w[wOffset + i] = wi - lr * (nesterov ? Fma.fma(momentum, vi, d) : vi);
    }
  }

  @Override
  default void adam(
      AdamStep step,
      int n,
      float[] g,
      int gOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset,
      float[] vMax,
      int vMaxOffset,
      float[] w,
      int wOffset) {
    for (int i = 0; i < n; i++) {
      float wi = step.shrink * w[wOffset + i];
      float gi = g[gOffset + i];
      float mi = m[mOffset + i];
      float d = step.weightDecay == 0f ? gi : Fma.fma(step.weightDecay, wi, gi);
      mi = Fma.fma(step.rate1, d - mi, mi);
      float vi = Fma.fma(step.rate2 * d, d, step.keep2 * v[vOffset + i]);
      m[mOffset + i] = mi;
      v[vOffset + i] = vi;
      if (vMax != null) {
        vi = Math.max(vMax[vMaxOffset + i], vi);
        vMax[vMaxOffset + i] = vi;
      }
      float root = (float) Math.sqrt(vi) / step.correction + step.eps;
      w[wOffset + i] = wi - step.stepSize * mi / root;
    }
  }
}
