package dev.lanegrad.kernel;

/**
 * The numbers of one step of Adam, for {@link Kernels#adam}: one object, set anew for each step, so
 * that steps allocate nothing.
 *
 * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba, Adam</a>
 * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter, AdamW</a>
 */
public final class AdamStep {
  /** {@code 1 - beta1}. */
  public final float rate1;

  /** How much of the mean of the squares is kept. */
  public final float keep2;

  /** {@code 1 - beta2}. */
  public final float rate2;

  public final float eps;

  /** The learning rate over {@code 1 - beta1^step}. */
  public float stepSize;

  /** {@code sqrt(1 - beta2^step)}. */
  public float correction;

  /** What is added of the weights to the gradient. */
  public float weightDecay;

  /** The factor of the weights before the step: below 1 for decay apart from the gradient. */
  public float shrink;

  /** Steps with these means and this addition to the divisor. */
  public AdamStep(double beta1, double beta2, double eps) {
    this.eps = (float) eps;
    rate1 = (float) (1 - beta1);
    keep2 = (float) beta2;
    rate2 = (float) (1 - beta2);
  }

  /**
   * Sets the numbers of a step.
   *
   * @param power1 beta1 to the power of the number of steps, this one included
   * @param power2 beta2 likewise
   * @param decoupled whether the weights decay apart from the gradient, by {@code lr * weightDecay}
   */
  public AdamStep set(
      double power1, double power2, double lr, double weightDecay, boolean decoupled) {
    stepSize = (float) (lr / (1 - power1));
    correction = (float) Math.sqrt(1 - power2);
    this.weightDecay = decoupled ? 0f : (float) weightDecay;
    shrink = decoupled ? (float) (1 - lr * weightDecay) : 1f;
    return this;
  }
}
