package dev.lanegrad.optim;

import dev.lanegrad.Tensor;
import java.util.List;

/**
 * Adam with the weight decay apart from the gradient: first {@code w = w - lr * weightDecay * w},
 * then the step of {@link Adam} without decay. The weight decay is 0.01 if not chosen.
 *
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov, Hutter: Decoupled weight decay
 *     regularization (2017)</a>
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.optim.AdamW.html">
 *     torch.optim.AdamW</a>
 */
public final class AdamW extends AdaptiveMoments {
  /** With the usual choices. */
  public AdamW(List<? extends Tensor> parameters, float lr) {
    this(builder(parameters).lr(lr));
  }

  private AdamW(Builder builder) {
    super(true, builder);
  }

  /** Begins an optimizer with choices. */
  public static Builder builder(List<? extends Tensor> parameters) {
    return new Builder(parameters);
  }

  /** The choices of an {@link AdamW}. */
  public static final class Builder extends AdaptiveMoments.Builder<Builder> {
    private Builder(List<? extends Tensor> parameters) {
      super(parameters, 1e-2);
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
    public AdamW build() {
      return new AdamW(this);
    }
  }
}
