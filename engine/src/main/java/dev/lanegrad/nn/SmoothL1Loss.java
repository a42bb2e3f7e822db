package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Squared where small, absolute where large: with {@code d = |x - t|} of each element, {@code d² /
 * 2 beta} where d is below beta, else {@code d - beta / 2}, reduced: (...), (...) to a number, or
 * to (...) for {@link Reduction#NONE}. A beta of 0 makes it {@link L1Loss}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.SmoothL1Loss.html">
 *     torch.nn.SmoothL1Loss</a>
 */
public class SmoothL1Loss extends ReducedLoss {
  private final float beta;

  /** The mean of the losses. */
  public SmoothL1Loss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public SmoothL1Loss(Reduction reduction) {
    this(reduction, 1f);
  }

  /**
   * With a reduction, and the d from which on the loss is linear.
   *
   * @throws IllegalArgumentException if beta is negative
   */
  public SmoothL1Loss(Reduction reduction, float beta) {
    super(reduction);
    this.beta = LossArguments.checkedBeta(beta);
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public SmoothL1Loss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public SmoothL1Loss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public SmoothL1Loss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.smoothL1Loss(input, target, reduction(), beta);
  }
}
