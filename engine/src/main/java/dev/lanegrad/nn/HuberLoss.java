package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Squared where small, absolute where large: with {@code d = |x - t|} of each element, {@code d² /
 * 2} where d is at most delta, else {@code delta (d - delta / 2)}, reduced: (...), (...) to a
 * number, or to (...) for {@link Reduction#NONE}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.HuberLoss.html">
 *     torch.nn.HuberLoss</a>
 */
public class HuberLoss extends ReducedLoss {
  private final float delta;

  /** The mean of the losses. */
  public HuberLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public HuberLoss(Reduction reduction) {
    this(reduction, 1f);
  }

  /**
   * With a reduction, and the d from which on the loss is linear.
   *
   * @throws IllegalArgumentException if delta is not positive
   */
  public HuberLoss(Reduction reduction, float delta) {
    super(reduction);
    this.delta = LossArguments.checkedDelta(delta);
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public HuberLoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.huberLoss(input, target, reduction(), delta);
  }
}
