package dev.lanegrad.optim;

import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import java.util.List;

/**
 * Gradient descent: {@code w = w - lr * d} with {@code d = grad + weightDecay * w}; with momentum
 * {@code v = momentum * v + (1 - dampening) * d}, at first {@code v = d}, and v in the place of d,
 * or {@code d + momentum * v} after Nesterov.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.optim.SGD.html">torch.optim.SGD
 *     </a>
 */
public final class SGD extends ElementwiseOptimizer {
  private final float momentum;
  private final float dampening;
  private final float weightDecay;
  private final boolean nesterov;

  /** The momentum of each parameter, null before its first step. */
  private final float[][] velocity;

  /** Whether the step under way is the first of its parameter. */
  private boolean first;

  /** Plain gradient descent. */
  public SGD(List<? extends Tensor> parameters, float lr) {
    this(builder(parameters).lr(lr));
  }

  private SGD(Builder builder) {
    super(builder.parameters, builder.lr);
    momentum = Settings.atLeastZero("momentum value", builder.momentum);
    dampening = builder.dampening;
    weightDecay = Settings.atLeastZero("weight_decay value", builder.weightDecay);
    nesterov = builder.nesterov;
    if (nesterov && (momentum <= 0 || dampening != 0)) {
      throw new IllegalArgumentException(
          "Nesterov momentum requires a momentum and zero dampening. They are "
              + momentum
              + " and "
              + dampening
              + ".");
    }
    velocity = new float[count()][];
  }

  /** Begins an optimizer with choices. */
  public static Builder builder(List<? extends Tensor> parameters) {
    return new Builder(parameters);
  }

  @Override
  void begin(int index, int n) {
    if (momentum == 0f) {
      return;
    }
    first = velocity[index] == null;
    if (first) {
      velocity[index] = new float[n];
    }
  }

  @Override
  void part(int index, int from, int n, float[] gradient, int offset, float[] values) {
    if (momentum == 0f) {
      Kernels.current().sgd(n, lr(), weightDecay, gradient, offset, values, from);
      return;
    }
    Kernels.current()
        .sgdMomentum(
            n,
            lr(),
            weightDecay,
            momentum,
            dampening,
            nesterov,
            first,
            gradient,
            offset,
            velocity[index],
            from,
            values,
            from);
  }

  /** The choices of an {@link SGD}. */
  public static final class Builder {
    private final List<? extends Tensor> parameters;
    private float lr = 1e-3f;
    private float momentum;
    private float dampening;
    private float weightDecay;
    private boolean nesterov;

    private Builder(List<? extends Tensor> parameters) {
      this.parameters = parameters;
    }

    /** The learning rate; 0.001 if not chosen. */
    public Builder lr(float lr) {
      this.lr = lr;
      return this;
    }

    /** How much of the last step goes on; 0 if not chosen. */
    public Builder momentum(float momentum) {
      this.momentum = momentum;
      return this;
    }

    /** How much of the gradient is kept out of the momentum; 0 if not chosen. */
    public Builder dampening(float dampening) {
      this.dampening = dampening;
      return this;
    }

    /** How much of the weight is added to its gradient; 0 if not chosen. */
    public Builder weightDecay(float weightDecay) {
      this.weightDecay = weightDecay;
      return this;
    }

    /** Whether the step looks ahead along the momentum; not if not chosen. */
    public Builder nesterov(boolean nesterov) {
      this.nesterov = nesterov;
      return this;
    }

    /**
     * The optimizer.
     *
     * @throws IllegalArgumentException for a negative number, and for Nesterov without momentum or
     *     with dampening
     */
    public SGD build() {
      return new SGD(this);
    }
  }
}
