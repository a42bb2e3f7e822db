package dev.lanegrad.kernel;

/** Steps of the optimizers: arrays changed by others, with the promises of {@link Kernels}. */
public interface UpdateKernels {
  /** {@code y[i] = fma(alpha, x[i], y[i])}. */
  void axpy(int n, float alpha, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * One step of gradient descent without momentum: {@code d = weightDecay == 0 ? g :
   * fma(weightDecay, w, g)}, then {@code w = w - lr * d} with the product rounded.
   */
  void sgd(int n, float lr, float weightDecay, float[] g, int gOffset, float[] w, int wOffset);

  /**
   * One step of gradient descent with momentum: {@code d} as in {@link #sgd}; {@code v = first ? d
   * : fma(momentum, v, (1 - dampening) * d)}; {@code d = nesterov ? fma(momentum, v, d) : v};
   * {@code w = w - lr * d}.
   *
   * @param v the momentum buffer, written
   * @param first whether this is the first step, which sets the buffer without dampening
   */
  void sgdMomentum(
      int n,
      float lr,
      float weightDecay,
      float momentum,
      float dampening,
      boolean nesterov,
      boolean first,
      float[] g,
      int gOffset,
      float[] v,
      int vOffset,
      float[] w,
      int wOffset);

  /**
   * One step of Adam: {@code w = shrink * w}; {@code d = weightDecay == 0 ? g : fma(weightDecay, w,
   * g)}; {@code m = fma(rate1, d - m, m)}; {@code v = fma(rate2 * d, d, beta2 * v)}; {@code u = v},
   * or {@code u = vMax = max(vMax, v)} where there is a vMax; {@code w = w - (stepSize * m) /
   * (sqrt(u) / correction + eps)}. Each product, quotient and sum that is not part of an fma is
   * rounded.
   *
   * @param m the mean of the gradients, written
   * @param v the mean of their squares, written
   * @param vMax the largest v so far, written; may be null
   */
  void adam(
      AdamStep step,
      int n,
      float[] g,
      int gOffset,
      float[] m,
      int mOffset,
      float[] v,
      int vOffset,
      float[] vMax,
      int vMaxOffset,
      float[] w,
      int wOffset);
}
