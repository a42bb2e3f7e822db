package dev.lanegrad.optim;

import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Kernels;
import java.util.List;

/**
 * What {@link Adam} and {@link AdamW} have in common: all but where the weight decay goes.
 *
 * @see Kernels#adam
 */
abstract class AdaptiveMoments extends ElementwiseOptimizer {
  private final boolean decoupled;
  private final double beta1;
  private final double beta2;
  private final double weightDecay;
  private final boolean amsgrad;
  private final AdamStep coefficients;

  // What is remembered of each parameter; the powers are those of the betas to its steps.
  private final double[] power1;
  private final double[] power2;
  private final float[][] mean;
  private final float[][] square;
  private final float[][] largest;

  AdaptiveMoments(boolean decoupled, Builder<?> builder) {
    super(builder.parameters, builder.lr);
    this.decoupled = decoupled;
    beta1 = Settings.beta(0, builder.beta1);
    beta2 = Settings.beta(1, builder.beta2);
    coefficients = new AdamStep(beta1, beta2, Settings.atLeastZero("epsilon value", builder.eps));
    weightDecay = Settings.atLeastZero("weight_decay value", builder.weightDecay);
    amsgrad = builder.amsgrad;
    power1 = new double[count()];
    power2 = new double[count()];
    mean = new float[count()][];
    square = new float[count()][];
    largest = new float[count()][];
  }

  @Override
  final void begin(int index, int n) {
    if (mean[index] == null) {
      power1[index] = 1;
      power2[index] = 1;
      mean[index] = new float[n];
      square[index] = new float[n];
      largest[index] = amsgrad ? new float[n] : null;
    }
    power1[index] *= beta1;
    power2[index] *= beta2;
    coefficients.set(power1[index], power2[index], lr(), weightDecay, decoupled);
  }

  @Override
  final void part(int index, int from, int n, float[] gradient, int offset, float[] values) {
    Kernels.current()
        .adam(
            coefficients,
            n,
            gradient,
            offset,
            mean[index],
            from,
            square[index],
            from,
            largest[index],
            from,
            values,
            from);
  }

  /**
   * The choices of both.
   *
   * @param <B> the builder itself
   */
  abstract static class Builder<B extends Builder<B>> {
    private final List<? extends Tensor> parameters;
    private float lr = 1e-3f;
    private double beta1 = 0.9;
    private double beta2 = 0.999;
    private double eps = 1e-8;
    private double weightDecay;
    private boolean amsgrad;

    Builder(List<? extends Tensor> parameters, double weightDecay) {
      this.parameters = parameters;
      this.weightDecay = weightDecay;
    }

    abstract B self();

    /** The learning rate; 0.001 if not chosen. */
    public B lr(float lr) {
      this.lr = lr;
      return self();
    }

    /** How much of the means of the gradient and of its square is kept; 0.9 and 0.999. */
    public B betas(double beta1, double beta2) {
      this.beta1 = beta1;
      this.beta2 = beta2;
      return self();
    }

    /** What keeps the divisor from 0; 1e-8 if not chosen. */
    public B eps(double eps) {
      this.eps = eps;
      return self();
    }

    /** How strongly weights are drawn to 0. */
    public B weightDecay(double weightDecay) {
      this.weightDecay = weightDecay;
      return self();
    }

    /** Whether the largest mean of the squares so far is taken; not if not chosen. */
    public B amsgrad(boolean amsgrad) {
      this.amsgrad = amsgrad;
      return self();
    }
  }
}
