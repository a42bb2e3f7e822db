package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * A loss that is a {@link Module} and has a {@link Reduction}: the base of the losses here.
 *
 * <p>A subclass is a constructor and {@link #forward(Tensor, Tensor)} over a function of {@link
 * Functional}.
 */
public abstract class ReducedLoss extends Module implements Loss {
  private final Reduction reduction;

  /**
   * A loss with a reduction.
   *
   * @throws IllegalArgumentException for null
   */
  protected ReducedLoss(Reduction reduction) {
    this.reduction = Reduction.checked(reduction);
  }

  /**
   * A loss with a reduction, or with the one that the legacy arguments mean where either is given.
   *
   * @throws IllegalArgumentException for a null reduction where it counts
   */
  protected ReducedLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** What is done with the losses of the elements. */
  public final Reduction reduction() {
    return reduction;
  }

  /**
   * Not for losses.
   *
   * @throws UnsupportedOperationException always
   */
  @Override
  public final Tensor forward(Tensor input) {
    throw new UnsupportedOperationException(
        className(this)
            + ".forward() missing 1 required positional argument: 'target'. A loss compares an input"
            + " with a target: call forward(input, target).");
  }
}
