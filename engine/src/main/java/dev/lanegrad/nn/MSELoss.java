package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Mean squared error, {@code (x - t)²} of each element, reduced: (...), (...) to a number, or to
 * (...) for {@link Reduction#NONE}.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.MSELoss.html">
 *     torch.nn.MSELoss</a>
 */
public class MSELoss extends ReducedLoss {
  private final Tensor weight;

  /** The mean of the elements. */
  public MSELoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public MSELoss(Reduction reduction) {
    this(reduction, null);
  }

  /**
   * With a reduction, and a weight for each element, of the input's shape; the mean is then
   * weighted, {@code sum(w (x - t)²) / sum(w)}.
   */
  public MSELoss(Reduction reduction, Tensor weight) {
    super(reduction);
    this.weight = weight;
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public MSELoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public MSELoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public MSELoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target, or the weight, have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return weight == null
        ? Functional.mseLoss(input, target, reduction())
        : Functional.mseLoss(input, target, reduction(), weight);
  }
}
