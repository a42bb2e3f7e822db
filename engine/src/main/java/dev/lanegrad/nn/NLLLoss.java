package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Negative log likelihood, {@code -w[c] x[c]} for each target c of logarithms x of probabilities
 * (of {@link Functional#logSoftmax}), reduced: (N, C), (N) to a number, or to (N) for {@link
 * Reduction#NONE}; (C) and () for one alone; (N, C, d1, ...) and (N, d1, ...) for more dimensions.
 * The targets are floats that hold integers. The mean divides by the sum of {@code w[c]} over the
 * targets that are not ignored.
 *
 * <p>Targets that are ignored, and those of a class of weight 0, give 0 and a gradient of 0
 * whatever their row holds.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.NLLLoss.html">
 *     torch.nn.NLLLoss</a>
 */
public class NLLLoss extends ReducedLoss {
  private final Tensor weight;
  private final int ignoreIndex;

  /** The mean of the losses. */
  public NLLLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public NLLLoss(Reduction reduction) {
    this(reduction, null, -100);
  }

  /** With a reduction, a weight for each class (or null), and a target that is ignored. */
  public NLLLoss(Reduction reduction, Tensor weight, int ignoreIndex) {
    super(reduction);
    this.weight = weight;
    this.ignoreIndex = ignoreIndex;
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public NLLLoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public NLLLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public NLLLoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if the shapes don't fit each other, or a target is no class
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.nllLoss(input, target, reduction(), weight, ignoreIndex);
  }
}
