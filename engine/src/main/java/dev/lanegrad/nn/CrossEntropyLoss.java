package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Cross entropy of logits with classes, {@code -w[c] log(softmax(x)[c])} for each target c,
 * reduced: (N, C), (N) to a number, or to (N) for {@link Reduction#NONE}; (C) and () for one alone;
 * (N, C, d1, ...) and (N, d1, ...) for more dimensions. The targets are floats that hold integers.
 *
 * <p>A target of the input's shape holds a probability for each class instead: {@code -sum(w t
 * log(softmax(x)))}.
 *
 * <p>A class of probability 0 or of weight 0 counts for nothing, even where its logit is -infinity,
 * that is where it is masked: 0 log 0 is 0, and the target's gradient is 0 there too. PyTorch gives
 * NaN. Rows that are ignored give 0 and a gradient of 0, whatever they hold.
 *
 * <p>The mean divides by the sum of {@code w[c]} over the targets that are not ignored; with
 * probabilities, by their number. A label smoothing of e mixes the target with equal probabilities:
 * {@code (1 - e) t + e / C}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.CrossEntropyLoss.html">
 *     torch.nn.CrossEntropyLoss</a>
 */
public class CrossEntropyLoss extends ReducedLoss {
  private final Tensor weight;
  private final int ignoreIndex;
  private final float labelSmoothing;

  /** The mean of the losses. */
  public CrossEntropyLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public CrossEntropyLoss(Reduction reduction) {
    this(reduction, 0f);
  }

  /**
   * With a reduction and a label smoothing.
   *
   * @throws IllegalArgumentException if the smoothing is outside of [0, 1]
   */
  public CrossEntropyLoss(Reduction reduction, float labelSmoothing) {
    this(reduction, null, -100, labelSmoothing);
  }

  /**
   * With a reduction, a weight for each class (or null), a target that is ignored, and a label
   * smoothing.
   *
   * @throws IllegalArgumentException if the smoothing is outside of [0, 1]
   */
  public CrossEntropyLoss(
      Reduction reduction, Tensor weight, int ignoreIndex, float labelSmoothing) {
    super(reduction);
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
    this.labelSmoothing = LossArguments.checkedSmoothing(labelSmoothing);
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public CrossEntropyLoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public CrossEntropyLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public CrossEntropyLoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if the shapes don't fit each other, or a target is no class
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.crossEntropy(input, target, reduction(), weight, ignoreIndex, labelSmoothing);
  }
}
