package dev.lanegrad.nn;

import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.PointLoss;
import java.util.Arrays;

/**
 * The functions that modules and losses are made of.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/nn.functional.html">torch.nn.functional</a>
 */
public final class Functional {
  private Functional() {}

  /** {@code x Wᵀ}: (..., in) and (out, in) to (..., out). */
  public static Tensor linear(Tensor input, Tensor weight) {
    return LinearOperation.of(input, weight, null, false);
  }

  /** {@code x Wᵀ + b}: (..., in), (out, in) and (out) to (..., out); the bias may be null. */
  public static Tensor linear(Tensor input, Tensor weight, Tensor bias) {
    return LinearOperation.of(input, weight, bias, false);
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

  /**
   * Checks that input and target of a loss have one shape: the first line of a loss of your own
   * that compares element by element. Without it (n, 1) against (n) broadcasts to (n, n), and the
   * network learns the mean of the targets without a word. The losses here check it themselves.
   *
   * @throws IllegalArgumentException if the shapes differ, with the {@code view} or {@code t} that
   *     would fit
   */
  public static void checkSameShape(Tensor input, Tensor target) {
    LossArguments.checkSame(input, target);
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

  /**
   * With a weight for each element, of the input's shape, by whose sum the mean divides.
   *
   * @throws IllegalArgumentException if the shapes are not the same
   */
  public static Tensor mseLoss(Tensor input, Tensor target, Reduction reduction, Tensor weight) {
    return Weighted.of(PointLoss.SQUARED_ERROR, 0f, reduction, input, target, weight);
  }

  /** The mean of {@code |x - t|}: {@link L1Loss}. */
  public static Tensor l1Loss(Tensor input, Tensor target) {
    return l1Loss(input, target, Reduction.MEAN);
  }

  /**
   * {@code |x - t|}, reduced: {@link L1Loss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction) {
    return PointLossOperation.of(PointLoss.ABSOLUTE_ERROR, 0f, reduction, input, target);
  }

  /**
   * With a weight for each element, of the input's shape, by whose sum the mean divides.
   *
   * @throws IllegalArgumentException if the shapes are not the same
   */
  public static Tensor l1Loss(Tensor input, Tensor target, Reduction reduction, Tensor weight) {
    return Weighted.of(PointLoss.ABSOLUTE_ERROR, 0f, reduction, input, target, weight);
  }

  /** The mean, with a beta of 1: {@link SmoothL1Loss}. */
  public static Tensor smoothL1Loss(Tensor input, Tensor target) {
    return smoothL1Loss(input, target, Reduction.MEAN, 1f);
  }

  /**
   * {@code d² / 2 beta} where {@code d = |x - t|} is below beta, else {@code d - beta / 2},
   * reduced: {@link SmoothL1Loss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes, or beta is negative
   */
  public static Tensor smoothL1Loss(Tensor input, Tensor target, Reduction reduction, float beta) {
    return LossArguments.checkedBeta(beta) < Float.MIN_NORMAL
        ? l1Loss(input, target, reduction)
        : PointLossOperation.of(PointLoss.SMOOTH_L1, beta, reduction, input, target);
  }

  /** The mean, with a delta of 1: {@link HuberLoss}. */
  public static Tensor huberLoss(Tensor input, Tensor target) {
    return huberLoss(input, target, Reduction.MEAN, 1f);
  }

  /**
   * {@code d² / 2} where {@code d = |x - t|} is at most delta, else {@code delta (d - delta / 2)},
   * reduced: {@link HuberLoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes, or delta is not
   *     positive
   */
  public static Tensor huberLoss(Tensor input, Tensor target, Reduction reduction, float delta) {
    return PointLossOperation.of(
        PointLoss.HUBER, LossArguments.checkedDelta(delta), reduction, input, target);
  }

  /** The mean: {@link BCELoss}. */
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target) {
    return binaryCrossEntropy(input, target, Reduction.MEAN);
  }

  /**
   * {@code -(t log(x) + (1 - t) log(1 - x))}, reduced: {@link BCELoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes, or an input is
   *     outside of [0, 1]
   */
  public static Tensor binaryCrossEntropy(Tensor input, Tensor target, Reduction reduction) {
    return binaryCrossEntropy(input, target, reduction, null);
  }

  /**
   * With a weight that is laid over the elements; it may be null.
   *
   * @throws IllegalArgumentException if shapes don't fit, or an input is outside of [0, 1]
   */
  public static Tensor binaryCrossEntropy(
      Tensor input, Tensor target, Reduction reduction, Tensor weight) {
    PointLoss loss = PointLoss.BINARY_CROSS_ENTROPY;
    return weight == null
        ? PointLossOperation.of(loss, 0f, reduction, input, target)
        : Weighted.rescaled(
            "BinaryCrossEntropy",
            PointLossOperation.of(loss, 0f, Reduction.NONE, input, target),
            weight,
            reduction);
  }

  /** The mean: {@link BCEWithLogitsLoss}. */
  public static Tensor binaryCrossEntropyWithLogits(Tensor input, Tensor target) {
    return binaryCrossEntropyWithLogits(input, target, Reduction.MEAN);
  }

  /**
   * {@code max(x, 0) - x t + log(1 + exp(-|x|))}, reduced: {@link BCEWithLogitsLoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, Reduction reduction) {
    return binaryCrossEntropyWithLogits(input, target, reduction, null, null);
  }

  /**
   * With a weight of the elements and one of the positive targets, both laid over the elements;
   * each may be null.
   *
   * @throws IllegalArgumentException if shapes don't fit
   */
  public static Tensor binaryCrossEntropyWithLogits(
      Tensor input, Tensor target, Reduction reduction, Tensor weight, Tensor posWeight) {
    PointLoss loss = PointLoss.BINARY_CROSS_ENTROPY_WITH_LOGITS;
    if (weight == null && posWeight == null) {
      return PointLossOperation.of(loss, 0f, reduction, input, target);
    }
    LossArguments.checkSame(input, target);
    Tensor losses =
        posWeight == null
            ? PointLossOperation.of(loss, 0f, Reduction.NONE, input, target)
            : Weighted.positive(input, target, posWeight);
    String name = "BinaryCrossEntropyWithLogits";
    return weight == null
        ? Weighted.reduce(name, losses, reduction)
        : Weighted.rescaled(name, losses, weight, reduction);
  }

  /** The mean: {@link CrossEntropyLoss}. */
  public static Tensor crossEntropy(Tensor input, Tensor target) {
    return crossEntropy(input, target, Reduction.MEAN);
  }

  /**
   * {@code -log(softmax(x)[c])} of each target c, reduced: {@link CrossEntropyLoss}.
   *
   * @throws IllegalArgumentException if shapes don't fit, or a target is no class
   */
  public static Tensor crossEntropy(Tensor input, Tensor target, Reduction reduction) {
    return crossEntropy(input, target, reduction, null, -100, 0f);
  }

  /**
   * With a weight for each class (or null), a target that is ignored, and a label smoothing.
   *
   * @throws IllegalArgumentException if shapes don't fit, a target is no class, the smoothing is
   *     outside of [0, 1], or a class is to be ignored of targets that are probabilities
   */
  public static Tensor crossEntropy(
      Tensor input,
      Tensor target,
      Reduction reduction,
      Tensor weight,
      int ignoreIndex,
      float labelSmoothing) {
    LossArguments.checkedSmoothing(labelSmoothing);
    return input.rank() > 0 && Arrays.equals(input.shape(), target.shape())
        ? CrossEntropyOperation.ofProbabilities(
            input, target, weight, ignoreIndex, labelSmoothing, reduction)
        : CrossEntropyOperation.of(input, target, weight, ignoreIndex, labelSmoothing, reduction);
  }

  /** The mean: {@link NLLLoss}. */
  public static Tensor nllLoss(Tensor input, Tensor target) {
    return nllLoss(input, target, Reduction.MEAN);
  }

  /**
   * {@code -x[c]} of each target c, reduced: {@link NLLLoss}.
   *
   * @throws IllegalArgumentException if shapes don't fit, or a target is no class
   */
  public static Tensor nllLoss(Tensor input, Tensor target, Reduction reduction) {
    return nllLoss(input, target, reduction, null, -100);
  }

  /**
   * With a weight for each class (or null), and a target that is ignored.
   *
   * @throws IllegalArgumentException if shapes don't fit, or a target is no class
   */
  public static Tensor nllLoss(
      Tensor input, Tensor target, Reduction reduction, Tensor weight, int ignoreIndex) {
    return NllLossOperation.of(input, target, weight, ignoreIndex, reduction);
  }

  /** The mean over the elements: {@link KLDivLoss}. */
  public static Tensor klDiv(Tensor input, Tensor target) {
    return klDiv(input, target, Reduction.MEAN);
  }

  /**
   * {@code t (log(t) - x)}, reduced: {@link KLDivLoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction) {
    return klDiv(input, target, reduction, false);
  }

  /**
   * {@code t (log(t) - x)}, or {@code exp(t) (t - x)} of targets that are logarithms, reduced; for
   * the mean with the warning that it isn't the divergence.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor klDiv(Tensor input, Tensor target, Reduction reduction, boolean logTarget) {
    if (reduction == Reduction.MEAN) {
      KLDivLoss.warnOfMean();
    }
    return KLDivLoss.compute(input, target, reduction, logTarget);
  }

  /** The mean of {@code log(1 + exp(-t x))}: {@link SoftMarginLoss}. */
  public static Tensor softMarginLoss(Tensor input, Tensor target) {
    return softMarginLoss(input, target, Reduction.MEAN);
  }

  /**
   * {@code log(1 + exp(-t x))}, reduced: {@link SoftMarginLoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor softMarginLoss(Tensor input, Tensor target, Reduction reduction) {
    return PointLossOperation.of(PointLoss.SOFT_MARGIN, 0f, reduction, input, target);
  }

  /** The mean of {@code exp(x) - t x}: {@link PoissonNLLLoss}. */
  public static Tensor poissonNllLoss(Tensor input, Tensor target) {
    return poissonNllLoss(input, target, Reduction.MEAN);
  }

  /**
   * {@code exp(x) - t x}, reduced: {@link PoissonNLLLoss}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor poissonNllLoss(Tensor input, Tensor target, Reduction reduction) {
    return poissonNllLoss(input, target, reduction, true, false, 1e-8f);
  }

  /**
   * {@code exp(x) - t x}, or {@code x - t log(x + eps)} of inputs that are rates; the full loss
   * adds Stirling's approximation of {@code log(t!)}.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  public static Tensor poissonNllLoss(
      Tensor input, Tensor target, Reduction reduction, boolean logInput, boolean full, float eps) {
    PointLoss loss = logInput ? PointLoss.POISSON_NLL : PointLoss.POISSON_NLL_OF_RATE;
    if (!full) {
      return PointLossOperation.of(loss, eps, reduction, input, target);
    }
    Tensor losses = PointLossOperation.of(loss, eps, Reduction.NONE, input, target);
    return Weighted.reduce(losses.add(Weighted.stirling(target)), reduction);
  }
}
