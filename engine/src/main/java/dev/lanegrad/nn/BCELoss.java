package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Binary cross entropy of probabilities, {@code -w (t log(x) + (1 - t) log(1 - x))} of each element
 * with the logarithms at least -100, reduced: (...), (...) to a number, or to (...) for {@link
 * Reduction#NONE}. For the output of a sigmoid, {@link BCEWithLogitsLoss} of what goes into it is
 * more precise. An element of weight 0 gives 0 and a gradient of 0.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BCELoss.html">
 *     torch.nn.BCELoss</a>
 */
public class BCELoss extends ReducedLoss {
  private final Tensor weight;

  /** The mean of the losses. */
  public BCELoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public BCELoss(Reduction reduction) {
    this(reduction, null);
  }

  /** With a reduction, and a weight that is laid over the elements; it may be null. */
  public BCELoss(Reduction reduction, Tensor weight) {
    super(reduction);
    this.weight = weight;
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public BCELoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public BCELoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public BCELoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes, or an input is
   *     outside of [0, 1]
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.binaryCrossEntropy(input, target, reduction(), weight);
  }
}
