package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.UpdateKernels;
import dev.lanegrad.kernel.scalar.ScalarKernels;
import jdk.incubator.vector.FloatVector;

/**
 * Steps of the optimizers by vectors. Nothing here takes or returns a vector: C2 leaves a call that
 * it deems rare out of inlining, and then boxes.
 */
public interface VectorUpdates extends UpdateKernels {
  /** Lanes of a vector. */
  int L = Lanes.COUNT;

  @Override
  default void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0, end = CacheLine.firstPart(n, y, yOffset); i < n; i = end, end = n) {
      axpyLoop(end - i, alpha, x, xOffset + i, y, yOffset + i);
    }
  }

  private static void axpyLoop(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset) {
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

  @Override
  default void sgd(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    for (int i = 0, end = CacheLine.firstPart(n, w, wOffset); i < n; i = end, end = n) {
      sgdLoop(end - i, lr, weightDecay, g, gOffset + i, w, wOffset + i);
    }
  }

  private static void sgdLoop(
      int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, w, wOffset + i);
      FloatVector d = FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i);
      if (weightDecay != 0f) {
        d = u.fma(FloatVector.broadcast(Lanes.FLOATS, weightDecay), d);
      }
      u.sub(d.mul(lr)).intoArray(w, wOffset + i);
    }
    if (end < n) {
      ScalarKernels.INSTANCE.sgd(n - end, lr, weightDecay, g, gOffset + end, w, wOffset + end);
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
    for (int i = 0, end = CacheLine.firstPart(n, w, wOffset); i < n; i = end, end = n) {
      sgdMomentumLoop(
          end - i,
          lr,
          weightDecay,
          momentum,
          dampening,
          nesterov,
          first,
          g,
          gOffset + i,
          v,
          vOffset + i,
          w,
          wOffset + i);
    }
  }

  private static void sgdMomentumLoop(
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
      FloatVector d = FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i);
      if (weightDecay != 0f) {
        d = u.fma(FloatVector.broadcast(Lanes.FLOATS, weightDecay), d);
      }
      FloatVector velocity = d;
      if (!first) {
        velocity = mu.fma(FloatVector.fromArray(Lanes.FLOATS, v, vOffset + i), d.mul(fresh));
      }
      velocity.intoArray(v, vOffset + i);
      FloatVector step = nesterov ? mu.fma(velocity, d) : velocity;
      u.sub(step.mul(lr)).intoArray(w, wOffset + i);
    }
    ScalarKernels.INSTANCE.sgdMomentum(
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
    int end = Lanes.FLOATS.loopBound(n);
    for (int i = 0; i < end; i += L) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, w, wOffset + i).mul(step.shrink);
      FloatVector d = FloatVector.fromArray(Lanes.FLOATS, g, gOffset + i);
      if (step.weightDecay != 0f) {
        d = u.fma(FloatVector.broadcast(Lanes.FLOATS, step.weightDecay), d);
      }
      FloatVector mean = FloatVector.fromArray(Lanes.FLOATS, m, mOffset + i);
      mean = d.sub(mean).fma(FloatVector.broadcast(Lanes.FLOATS, step.rate1), mean);
      mean.intoArray(m, mOffset + i);
      FloatVector square = FloatVector.fromArray(Lanes.FLOATS, v, vOffset + i).mul(step.keep2);
      square = d.mul(step.rate2).fma(d, square);
      square.intoArray(v, vOffset + i);
      if (vMax != null) {
        square = square.max(FloatVector.fromArray(Lanes.FLOATS, vMax, vMaxOffset + i));
        square.intoArray(vMax, vMaxOffset + i);
      }
      FloatVector root = square.sqrt().div(step.correction).add(step.eps);
      u.sub(mean.mul(step.stepSize).div(root)).intoArray(w, wOffset + i);
    }
    ScalarKernels.INSTANCE.adam(
        step,
        n - end,
        g,
        gOffset + end,
        m,
        mOffset + end,
        v,
        vOffset + end,
        vMax,
        vMaxOffset + end,
        w,
        wOffset + end);
  }
}
