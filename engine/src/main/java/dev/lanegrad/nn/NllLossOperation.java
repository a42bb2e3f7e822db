package dev.lanegrad.nn;

import dev.lanegrad.Tensor;
import java.util.Arrays;

/** {@code -w[c] x[c]} of each target's class c, reduced: x holds logarithms of probabilities. */
final class NllLossOperation extends ClassLossOperation {
  private NllLossOperation(
      Tensor input, Tensor target, Tensor weight, int ignoreIndex, Reduction reduction) {
    super(input, target, weight, ignoreIndex, reduction);
  }

  static Tensor of(
      Tensor input, Tensor target, Tensor weight, int ignoreIndex, Reduction reduction) {
    return new NllLossOperation(input, target, weight, ignoreIndex, reduction).compute(target);
  }

  @Override
  protected void forward() {
    checkTargets();
    float[] x = values(X);
    float[] t = values(T);
    float[] w = weight();
    float[] y = losses();
    for (int i = 0; i < losses; i++) {
      if (t[i] == ignoreIndex) {
        y[i] = 0f;
      } else {
        float picked = x[at(i, (int) t[i])];
        y[i] = w == null ? -picked : weighed(w[(int) t[i]], picked);
      }
    }
    reduce();
  }

  /** {@code dx[c] = -w[c] dy}, and 0 elsewhere. */
  @Override
  protected void backward() {
    float[] g = shares(reduction == Reduction.MEAN ? total() : 1f, outputGradient());
    float[] t = values(T);
    float[] w = weight();
    float[] dx = contribution(X);
    Arrays.fill(dx, 0, numel(X), 0f);
    for (int i = 0; i < losses; i++) {
      if (t[i] != ignoreIndex) {
        float upstream = g[i * increment()];
        dx[at(i, (int) t[i])] = w == null ? -upstream : weighed(w[(int) t[i]], upstream);
      }
    }
    contribute(X);
  }

  /** {@code -w x}, and 0 where w is 0, whatever x is. */
  private static float weighed(float w, float x) {
    return w == 0f ? 0f : -w * x;
  }

  /** Where the input has a class of a target. */
  private int at(int target, int c) {
    // Divisions would cost more than all else.
    return inner == 1
        ? target * classes + c
        : (target / inner * classes + c) * inner + target % inner;
  }
}
