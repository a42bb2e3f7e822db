package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * {@code log(1 + exp(-t x))} of each element, with targets of 1 and -1, reduced: (...), (...) to a
 * number, or to (...) for {@link Reduction#NONE}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SoftMarginLoss.html">
 *     torch.nn.SoftMarginLoss</a>
 */
public class SoftMarginLoss extends ReducedLoss {
  /** The mean of the losses. */
  public SoftMarginLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public SoftMarginLoss(Reduction reduction) {
    super(reduction);
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public SoftMarginLoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public SoftMarginLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public SoftMarginLoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.softMarginLoss(input, target, reduction());
  }
}
