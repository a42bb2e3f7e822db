package dev.lanegrad.nn;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.Unary;
import java.util.Arrays;

/**
 * The derivative of a {@link PointLoss} in its target, for the few who ask for it: targets that a
 * network computes, as in distillation.
 *
 * <p>With x the input, t the target:
 *
 * <ul>
 *   <li>binary cross entropy: {@code log(1 - x) - log(x)}, the logarithms at least -100 as in the
 *       loss. The loss is linear in t, so this is its value at 1 less that at 0.
 *   <li>binary cross entropy of logits, and Poisson of the logarithm of a rate: {@code -x}.
 *   <li>Poisson of a rate: {@code -log(x + eps)}.
 *   <li>Kullback-Leibler: {@code log(t) - x + 1}, which is -infinity where t is 0; of logarithms
 *       {@code exp(t) (t - x + 1)}.
 *   <li>The errors, and soft margin, are the same with x and t exchanged, and so is their
 *       derivative.
 * </ul>
 *
 * <p>Where the loss takes 0 for the product of 0 and an infinity, the derivative is 0 too, as that
 * of PyTorch's {@code xlogy}.
 */
final class TargetDerivative {
  private static final float[] ONE = {1f};

  private final float[] epsilon = new float[1];
  private float[] scratch = {};

  /** Whether input and target can be exchanged, so that one derivative serves both. */
  static boolean isSymmetric(PointLoss loss) {
    return switch (loss) {
      case SQUARED_ERROR, ABSOLUTE_ERROR, SMOOTH_L1, HUBER, SOFT_MARGIN -> true;
      default -> false;
    };
  }

  /**
   * Writes {@code dt[i] = dloss/dt(x[i], t[i]) * g[i * gInc]} of a loss that isn't symmetric.
   *
   * @param p the parameter of the loss
   */
  void write(
      PointLoss loss, float p, int n, float[] x, float[] t, float[] g, int gInc, float[] dt) {
    Kernels kernels = Kernels.current();
    switch (loss) {
      case BINARY_CROSS_ENTROPY -> {
        float[] atZero = scratch(n);
        Arrays.fill(atZero, 0, n, 0f);
        Arrays.fill(dt, 0, n, 1f);
        kernels.lossValues(loss, p, n, x, 0, atZero, 0, atZero, 0);
        kernels.lossValues(loss, p, n, x, 0, dt, 0, dt, 0);
        kernels.binary(Binary.SUB, n, dt, 0, 1, atZero, 0, 1, dt, 0);
      }
      case BINARY_CROSS_ENTROPY_WITH_LOGITS, POISSON_NLL ->
          kernels.unary(Unary.NEG, n, x, 0, dt, 0);
      case POISSON_NLL_OF_RATE -> {
        epsilon[0] = p;
        kernels.binary(Binary.ADD, n, x, 0, 1, epsilon, 0, 0, dt, 0);
        kernels.unary(Unary.LOG, n, dt, 0, dt, 0);
        kernels.unary(Unary.NEG, n, dt, 0, dt, 0);
      }
      case KL_DIVERGENCE -> {
        kernels.unary(Unary.LOG, n, t, 0, dt, 0);
        kernels.binary(Binary.SUB, n, dt, 0, 1, x, 0, 1, dt, 0);
        kernels.binary(Binary.ADD, n, dt, 0, 1, ONE, 0, 0, dt, 0);
      }
      case KL_DIVERGENCE_OF_LOG -> {
        float[] exp = scratch(n);
        kernels.unary(Unary.EXP, n, t, 0, exp, 0);
        kernels.binary(Binary.SUB, n, t, 0, 1, x, 0, 1, dt, 0);
        kernels.binary(Binary.ADD, n, dt, 0, 1, ONE, 0, 0, dt, 0);
        kernels.binary(Binary.MUL, n, dt, 0, 1, exp, 0, 1, dt, 0);
      }
      default -> throw new AssertionError(loss);
    }
    kernels.binary(Binary.MUL, n, dt, 0, 1, g, 0, gInc, dt, 0);
    if (Float.isFinite(kernels.sum(n, dt, 0))) {
      return;
    }
    for (int i = 0; i < n; i++) {
      if (!Float.isFinite(dt[i]) && isLimit(loss, p, x[i], t[i])) {
        dt[i] = 0f;
      }
    }
  }

  /** Whether the loss took 0 for 0 times an infinity. */
  private static boolean isLimit(PointLoss loss, float p, float x, float t) {
    return switch (loss) {
      case BINARY_CROSS_ENTROPY_WITH_LOGITS -> Float.isInfinite(x) && t == (x > 0 ? 1f : 0f);
      case POISSON_NLL, KL_DIVERGENCE -> t == 0f && x == Float.NEGATIVE_INFINITY;
      case POISSON_NLL_OF_RATE -> t == 0f && x + p == 0f;
      case KL_DIVERGENCE_OF_LOG -> (float) Math.exp(t) == 0f && !Float.isNaN(x);
      default -> false;
    };
  }

  /** Kept, so that a recorded step that runs again allocates nothing. */
  private float[] scratch(int n) {
    if (scratch.length < n) {
      scratch = new float[n];
    }
    return scratch;
  }
}
