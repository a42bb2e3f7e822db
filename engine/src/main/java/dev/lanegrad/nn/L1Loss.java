package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Mean absolute error, {@code |x - t|} of each element, reduced: (...), (...) to a number, or to
 * (...) for {@link Reduction#NONE}. The gradient where x is t is 0, whatever comes from above.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.L1Loss.html">
 *     torch.nn.L1Loss</a>
 */
public class L1Loss extends ReducedLoss {
  /** The mean of the losses. */
  public L1Loss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public L1Loss(Reduction reduction) {
    super(reduction);
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public L1Loss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public L1Loss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public L1Loss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.l1Loss(input, target, reduction());
  }
}
