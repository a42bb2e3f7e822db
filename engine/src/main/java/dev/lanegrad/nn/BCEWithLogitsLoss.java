package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Binary cross entropy of {@code sigmoid(x)}, as {@code w (max(x, 0) - x t + log(1 + exp(-|x|)))},
 * which neither overflows nor loses precision, of each element, reduced: (...), (...) to a number,
 * or to (...) for {@link Reduction#NONE}.
 *
 * <p>With a weight p of the positive targets, {@code w ((1 - t) softplus(x) + p t softplus(-x))}.
 *
 * <p>At infinite logits the loss is its limit: 0 where x is sure of the target (-infinity of 0,
 * infinity of 1), infinity for any other target, soft ones among them. The gradient of such a sure
 * target is 0. PyTorch gives NaN there (pytorch#102894). An element of weight 0 gives 0 and a
 * gradient of 0, whatever it holds.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.BCEWithLogitsLoss.html">
 *     torch.nn.BCEWithLogitsLoss</a>
 */
public class BCEWithLogitsLoss extends ReducedLoss {
  private final Tensor weight;
  private final Tensor posWeight;

  /** The mean of the losses. */
  public BCEWithLogitsLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public BCEWithLogitsLoss(Reduction reduction) {
    this(reduction, null, null);
  }

  /**
   * With a reduction, a weight that is laid over the elements, and one of the positive targets,
   * laid over them too, such as one for each class: above 1 it favours recall. Both may be null.
   */
  public BCEWithLogitsLoss(Reduction reduction, Tensor weight, Tensor posWeight) {
    super(reduction);
    this.weight = weight;
    this.posWeight = posWeight;
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public BCEWithLogitsLoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public BCEWithLogitsLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public BCEWithLogitsLoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.binaryCrossEntropyWithLogits(input, target, reduction(), weight, posWeight);
  }
}
