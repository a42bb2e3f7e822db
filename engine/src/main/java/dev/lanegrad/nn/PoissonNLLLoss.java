package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Negative log likelihood of counts t under Poisson distributions, without the constant {@code
 * log(t!)}, reduced: (...), (...) to a number, or to (...) for {@link Reduction#NONE}. Of each
 * element {@code exp(x) - t x}, where x is the logarithm of the rate, or {@code x - t log(x +
 * eps)}, where it is the rate.
 *
 * <p>A count of 0 at a rate of 0 (a logarithm of -infinity, or an x and eps of 0) costs nothing, a
 * larger one infinity, and so does any count at an infinite rate. PyTorch gives NaN in these cases.
 *
 * <p>The full loss adds Stirling's approximation of the constant, {@code t log(t) - t + log(2 pi t)
 * / 2} for t above 1.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.PoissonNLLLoss.html">
 *     torch.nn.PoissonNLLLoss</a>
 */
public class PoissonNLLLoss extends ReducedLoss {
  private final boolean logInput;
  private final boolean full;
  private final float eps;

  /** The mean of the losses. */
  public PoissonNLLLoss() {
    this(Reduction.MEAN);
  }

  /** With a reduction. */
  public PoissonNLLLoss(Reduction reduction) {
    this(reduction, true, false, 1e-8f);
  }

  /**
   * With a reduction; whether inputs are logarithms; whether the constant is added; and what keeps
   * the logarithm of a rate of 0 finite.
   */
  public PoissonNLLLoss(Reduction reduction, boolean logInput, boolean full, float eps) {
    super(reduction);
    this.logInput = logInput;
    this.full = full;
    this.eps = eps;
  }

  /** With the reduction of a {@linkplain Reduction#parse name}. */
  public PoissonNLLLoss(String reduction) {
    this(Reduction.parse(reduction));
  }

  /** Legacy (deprecated) arguments, which win over the reduction: {@link Reduction#legacy}. */
  public PoissonNLLLoss(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    this(Reduction.of(sizeAverage, reduce, reduction));
  }

  /** Legacy (deprecated) arguments: {@link Reduction#legacy}. */
  public PoissonNLLLoss(Boolean sizeAverage, Boolean reduce) {
    this(sizeAverage, reduce, Reduction.MEAN);
  }

  /**
   * The loss.
   *
   * @throws IllegalArgumentException if input and target have different shapes
   */
  @Override
  public Tensor forward(Tensor input, Tensor target) {
    return Functional.poissonNllLoss(input, target, reduction(), logInput, full, eps);
  }
}
