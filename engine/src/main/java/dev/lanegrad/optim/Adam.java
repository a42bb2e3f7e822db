package dev.lanegrad.optim;

import dev.lanegrad.Tensor;
import java.util.List;

/**
 * Adam: {@code w = w - lr * m' / (sqrt(v') + eps)}, where m and v are running means of the gradient
 * and of its square and the primes correct them for their start at 0. The weight decay is added to
 * the gradient, {@code grad + weightDecay * w}.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma, Ba: Adam (2014)</a>
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.Adam.html">torch.optim.Adam
 *     </a>
 */
public final class Adam extends AdaptiveMoments {
  /** With the usual choices. */
  public Adam(List<? extends Tensor> parameters, float lr) {
    this(builder(parameters).lr(lr));
  }

  private Adam(Builder builder) {
    super(false, builder);
  }

  /** Begins an optimizer with choices. */
  public static Builder builder(List<? extends Tensor> parameters) {
    return new Builder(parameters);
  }

  /** The choices of an {@link Adam}. */
  public static final class Builder extends AdaptiveMoments.Builder<Builder> {
    private Builder(List<? extends Tensor> parameters) {
      super(parameters, 0);
    }

    @Override
    Builder self() {
      return this;
    }

    /**
     * The optimizer.
     *
     * @throws IllegalArgumentException for a negative number, and for a beta that is not below 1
     */
    public Adam build() {
      return new Adam(this);
    }
  }
}
