package dev.lanegrad.nn;

import dev.lanegrad.Tensor;
import dev.lanegrad.Warnings;
import dev.lanegrad.kernel.PointLoss;

/**
 * Kullback-Leibler divergence, {@code t (log(t) - x)} of each element of logarithms x of
 * probabilities (of {@link Functional#logSoftmax}) and probabilities t, or {@code exp(t) (t - x)}
 * of logarithms t, reduced: (...), (...) to a number, or to (...) for {@link Reduction#NONE}.
 *
 * <p>Where the target is a probability of 0, or its logarithm -infinity, the loss and the gradient
 * of x are 0, even where x is -infinity: 0 log 0 is 0. The gradient of the target is 0 too where x
 * is -infinity. PyTorch gives NaN there. Any other target makes the loss infinite where x is
 * -infinity.
 *
 * <p>The mean divides by the number of elements. What mathematics calls the divergence is the sum
 * over the classes, averaged over the batch: {@code batchmean}, which {@link #KLDivLoss(String)}
 * knows. A loss with the mean gives a warning that says so, at its first call.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.KLDivLoss.html">
 *     torch.nn.KLDivLoss</a>
 */
public class KLDivLoss extends ReducedLoss {
  private final boolean logTarget;
  private final boolean batchMean;

  /** Whether this loss has said that the mean isn't the divergence. */
  private boolean warned;

  /** The mean of the losses. */
  public KLDivLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public KLDivLoss(Reduction reduction) {
    this(reduction, false);
  }

  /** With a reduction, and whether targets are logarithms. */
  public KLDivLoss(Reduction reduction, boolean logTarget) {
    this(reduction, logTarget, false);
  }

  /**
   * With the reduction of a {@linkplain Reduction#parse name}, or {@code batchmean}: the sum
   * divided by the first size of the input.
   */
  public KLDivLoss(String reduction) {
    this(reduction, false);
  }

  /** As {@link #KLDivLoss(String)}, and whether targets are logarithms. */
  public KLDivLoss(String reduction, boolean logTarget) {
    this(
        "batchmean".equals(reduction) ? Reduction.SUM : Reduction.parse(reduction),
        logTarget,
        "batchmean".equals(reduction));
  }

  private KLDivLoss(Reduction reduction, boolean logTarget, boolean batchMean) {
    super(reduction);
    this.logTarget = logTarget;
    this.batchMean = batchMean;
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public KLDivLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public KLDivLoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    if (reduction() == Reduction.MEAN && !warned) {
      warned = true;
      warnOfMean();
    }
    Tensor loss = compute(input, target, reduction(), logTarget);
    return batchMean ? loss.div(input.rank() == 0 ? 1 : input.size(0)) : loss;
  }

  /** The loss without the warning. */
  static Tensor compute(Tensor input, Tensor target, Reduction reduction, boolean logTarget) {
    PointLoss loss = logTarget ? PointLoss.KL_DIVERGENCE_OF_LOG : PointLoss.KL_DIVERGENCE;
    return PointLossOperation.of(loss, 0f, reduction, input, target);
  }

  /** Warns once for each call site, in PyTorch's words. */
  static void warnOfMean() {
    Warnings.oncePerCallSite(
        "reduction: 'mean' divides the total loss by both the batch size and the support size."
            + " 'batchmean' divides only by the batch size, and aligns with the KL div math"
            + " definition. Use new KLDivLoss(\"batchmean\"), or Reduction.SUM divided by the batch"
            + " size.",
        KLDivLoss.class.getPackageName());
  }
}
