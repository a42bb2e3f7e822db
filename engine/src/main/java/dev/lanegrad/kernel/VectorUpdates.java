package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;

/** The vector twins of {@link PlainUpdates}. */
final class VectorUpdates {
  private static final int L = Lanes.COUNT;

  private VectorUpdates() {}

  static void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    FloatVector a = FloatVector.broadcast(Lanes.FLOATS, alpha);
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
      a.fma(u, FloatVector.fromArray(Lanes.FLOATS, y, yOffset + i)).intoArray(y, yOffset + i);
    }
    for (int i = end; i < n; i++) {
      y[yOffset + i] = Math.fma(alpha, x[xOffset + i], y[yOffset + i]);
    }
  }

  static void sgd(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, w, wOffset + i);
      FloatVector d = decayed(weightDecay, u, FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i));
      u.sub(d.mul(lr)).intoArray(w, wOffset + i);
    }
    if (end < n) {
      PlainUpdates.sgd(n - end, lr, weightDecay, g, gOffset + end, w, wOffset + end);
    }
  }

  static void sgdMomentum(
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
    int end = Lanes.FLOATS.loopBound(n);
    FloatVector mu = FloatVector.broadcast(Lanes.FLOATS, momentum);
    float fresh = 1f - dampening;
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, w, wOffset + i);
      FloatVector d = decayed(weightDecay, u, FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i));
      FloatVector velocity = d;
      if (!first) {
        velocity = mu.fma(FloatVector.fromArray(Lanes.FLOATS, v, vOffset + i), d.mul(fresh));
      }
      velocity.intoArray(v, vOffset + i);
      FloatVector step = nesterov ? mu.fma(velocity, d) : velocity;
      u.sub(step.mul(lr)).intoArray(w, wOffset + i);
    }
    PlainUpdates.sgdMomentum(
        n - end,
        lr,
        weightDecay,
        momentum,
        dampening,
        nesterov,
        first,
        g,
        gOffset + end,
        v,
        vOffset + end,
        w,
        wOffset + end);
  }

  private static FloatVector decayed(float weightDecay, FloatVector w, FloatVector g) {
    return weightDecay == 0f ? g : w.fma(FloatVector.broadcast(Lanes.FLOATS, weightDecay), g);
  }
}
