package dev.lanegrad.nn;

import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.PointLoss;

/**
 * The functions that modules and losses are made of.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.functional.html">torch.nn.functional</a>
 */
public final class Functional {
  private Functional() {}

  /** {@code x Wᵀ}: (..., in) and (out, in) to (..., out). */
  public static Tensor linear(Tensor input, Tensor weight) {
    return LinearOperation.of(input, weight, null);
  }

  /** {@code x Wᵀ + b}: (..., in), (out, in) and (out) to (..., out); the bias may be null. */
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return LinearOperation.of(input, weight, bias);
  }

  /** {@code max(0, x)}: {@link Tensor#relu}. */
  public static Tensor relu(Tensor input) {
    return input.relu();
  }

  /** {@code 1 / (1 + exp(-x))}: {@link Tensor#sigmoid}. */
  public static Tensor sigmoid(Tensor input) {
    return input.sigmoid();
  }

  /** The hyperbolic tangent: {@link Tensor#tanh}. */
  public static Tensor tanh(Tensor input) {
    return input.tanh();
  }

  /** {@code exp(x) / sum(exp(x))} along a dimension: {@link Tensor#softmax}. */
  public static Tensor softmax(Tensor input, int dim) {
    return input.softmax(dim);
  }

  /** The logarithm of {@link #softmax}: {@link Tensor#logSoftmax}. */
  public static Tensor logSoftmax(Tensor input, int dim) {
    return input.logSoftmax(dim);
  }

  /** The mean of {@code (x - t)²}: {@link MSELoss}. */
  public static Tensor mseLoss(Tensor input, Tensor target) {
    return mseLoss(input, target, Reduction.MEAN);
  }

  /**
   * {@code (x - t)²}, reduced: {@link MSELoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction) {
    return PointLossOperation.of(PointLoss.SQUARED_ERROR, 0f, reduction, input, target);
  }
}
