package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import java.util.Locale;

/**
 * A loss that compares input x and target t element by element, {@code y = reduce(loss(x, t))}: two
 * of the same shape to a number, or to that shape for {@link Reduction#NONE}.
 *
 * <p>Where a reduced loss needs the gradient of its input, forward computes it in the same pass
 * over the operands, for the gradient 1 that {@code backward()} starts from. Any other gradient, or
 * a second backward, computes it anew, with the bits that it would have had.
 */
final class PointLossOperation extends Operation {
  private static final int X = 0;
  private static final int T = 1;

  private final PointLoss loss;
  private final float parameter;
  private final Reduction reduction;

  /** The gradient of one element's loss, where the loss is one number. */
  private final float[] share = new float[1];

  /** Whether forward computes the gradient of the input too. */
  private boolean fused;

  /** That gradient, for the gradient 1 of the output; it is there if ready. */
  private float[] slope;

  private boolean ready;

  /** Where the target needs a gradient that isn't the input's with both exchanged; else null. */
  private final TargetDerivative targetDerivative;

  private PointLossOperation(
      PointLoss loss, float parameter, Reduction reduction, Tensor input, Tensor target) {
    super(input, target);
    this.loss = loss;
    this.parameter = parameter;
    this.reduction = reduction;
    keep(X);
    keep(T);
    fused = reduction != Reduction.NONE && needsGradient(X) && !needsGradient(T);
    targetDerivative =
        needsGradient(T) && !TargetDerivative.isSymmetric(loss) ? new TargetDerivative() : null;
  }

  /**
   * Runs a loss.
   *
   * @param parameter what the loss takes beside its operands
   * @throws IllegalArgumentException if input and target have different shapes
   */
  static Tensor of(
      PointLoss loss, float parameter, Reduction reduction, Tensor input, Tensor target) {
    Reduction.checked(reduction);
    LossArguments.checkSame(input, target);
    PointLossOperation operation =
        new PointLossOperation(loss, parameter, reduction, input, target);
    return reduction == Reduction.NONE ? operation.apply(input.shape()) : operation.apply();
  }

  @Override
  protected void forward() {
    Kernels kernels = Kernels.current();
    int n = numel(X);
    float[] x = values(X);
    float[] t = values(T);
    float[] y = output();
    if (reduction == Reduction.NONE) {
      kernels.lossValues(loss, parameter, n, x, 0, t, 0, y, 0);
    } else {
      float sum;
      if (fused) {
        if (slope == null) {
          slope = spare(X);
        }
        float one = reduction == Reduction.MEAN ? 1f / n : 1f;
        sum = kernels.lossSumAndGradient(loss, parameter, n, x, 0, t, 0, one, slope, 0);
        ready = true;
      } else {
        sum = kernels.lossSum(loss, parameter, n, x, 0, t, 0);
      }
      y[0] = reduction == Reduction.MEAN ? sum / n : sum;
    }
    if (loss == PointLoss.BINARY_CROSS_ENTROPY && Float.isNaN(kernels.max(outputNumel(), y, 0))) {
      checkProbabilities(x, n);
    }
  }

  /**
   * {@code dx = dloss/dx dy}, with {@code dy / n} in the place of dy for the mean; and {@code dt =
   * dloss/dt dy} of {@link TargetDerivative}, where the target needs it.
   */
  @Override
  protected void backward() {
    float[] dy = outputGradient();
    if (ready) {
      ready = false;
      if (dy[0] == 1f) {
        exchange(X, slope);
        slope = null;
        return;
      }
      fused = false;
      slope = null;
    }
    int increment = reduction == Reduction.NONE ? 1 : 0;
    if (reduction == Reduction.MEAN) {
      share[0] = dy[0] / numel(X);
      dy = share;
    }
    if (needsGradient(X)) {
      send(X, values(X), values(T), dy, increment);
    }
    if (targetDerivative != null) {
      float[] dt = contribution(T);
      targetDerivative.write(loss, parameter, numel(X), values(X), values(T), dy, increment, dt);
      contribute(T);
    } else if (needsGradient(T)) {
      send(T, values(T), values(X), dy, increment);
    }
  }

  private void send(int operand, float[] x, float[] t, float[] dy, int increment) {
    float[] dx = gradient(operand);
    boolean add = adds(operand);
    Kernels.current()
        .lossGradient(loss, parameter, numel(X), x, 0, t, 0, dy, 0, increment, dx, 0, add);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return switch (loss) {
      case SQUARED_ERROR -> "MseLoss";
      case ABSOLUTE_ERROR -> "L1Loss";
      case SMOOTH_L1 -> "SmoothL1Loss";
      case HUBER -> "HuberLoss";
      case BINARY_CROSS_ENTROPY -> "BinaryCrossEntropy";
      case BINARY_CROSS_ENTROPY_WITH_LOGITS -> "BinaryCrossEntropyWithLogits";
      case SOFT_MARGIN -> "SoftMarginLoss";
      case POISSON_NLL, POISSON_NLL_OF_RATE -> "PoissonNllLoss";
      case KL_DIVERGENCE, KL_DIVERGENCE_OF_LOG -> "KlDiv";
    };
  }

  /** PyTorch computes some losses by operations of tensors, and prints the last of them. */
  @Override
  protected String gradFn() {
    String last =
        switch (loss) {
          case ABSOLUTE_ERROR -> "AbsBackward0";
          case KL_DIVERGENCE_OF_LOG -> "MulBackward0";
          case KL_DIVERGENCE, POISSON_NLL, POISSON_NLL_OF_RATE -> "SubBackward0";
          default -> null;
        };
    if (last == null) {
      return super.gradFn();
    }
    return switch (reduction) {
      case NONE -> last;
      case MEAN -> "MeanBackward0";
      case SUM -> "SumBackward0";
    };
  }

  /** Names what was composed of losses as the loss itself. */
  static Tensor namedLike(String loss, Tensor composed) {
    return named(composed, loss + "Backward0");
  }

  @Override
  protected String description() {
    return name() + " with reduction '" + reduction.name().toLowerCase(Locale.ROOT) + "'";
  }

  /** Looked for where the loss is NaN, which any element outside makes it. */
  private static void checkProbabilities(float[] x, int n) {
    for (int i = 0; i < n; i++) {
      if (!(x[i] >= 0 && x[i] <= 1)) {
        throw new IllegalArgumentException(
            "all elements of input should be between 0 and 1. Element "
                + i
                + " is "
                + x[i]
                + ": pass the input through sigmoid() first, or give it as it is to"
                + " BCEWithLogitsLoss, which is more precise.");
      }
    }
  }
}
