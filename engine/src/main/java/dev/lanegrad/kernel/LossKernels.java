package dev.lanegrad.kernel;

/** Losses that compare element by element, with the promises of {@link Kernels}. */
public interface LossKernels {
  /** Elementwise values of a loss, {@code y[i] = loss(x[i], t[i])}. */
  void lossValues(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset);

  /** The {@link Kernels#sum} of {@link #lossValues}, in one pass. */
  float lossSum(
      PointLoss loss, float parameter, int n, float[] x, int xOffset, float[] t, int tOffset);

  /**
   * The {@link Kernels#sumBlocks} of {@link #lossValues}, in one pass; y must not overlap x or t.
   */
  void lossBlocks(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset);

  /**
   * Gradient of a loss in its input, {@code dx[i] = dloss/dx(x[i], t[i]) * g[i * gInc]}. The
   * absolute error and the Kullback-Leibler divergences select: where their derivative is 0 so is
   * dx, even where g is infinite or NaN.
   *
   * @param g the gradient of the loss: gInc 1 for unreduced losses, 0 for one number
   * @param accumulate adds to dx instead of overwriting it
   */
  void lossGradient(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset,
      boolean accumulate);

  /**
   * {@link #lossBlocks} and, in the same pass, the gradient for a gradient that is one number:
   * {@code dx[i] = dloss/dx(x[i], t[i]) * scale}; neither y nor dx may overlap x or t.
   */
  void lossBlocksAndGradient(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset,
      float scale,
      float[] dx,
      int dxOffset);

  /** {@link #lossSum} and, in the same pass, the gradient {@code dx[i] = dloss/dx * scale}. */
  float lossSumAndGradient(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float scale,
      float[] dx,
      int dxOffset);
}
