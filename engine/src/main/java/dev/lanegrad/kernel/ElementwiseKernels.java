package dev.lanegrad.kernel;

/**
 * Functions of one and of two operands, element by element, with the promises of {@link Kernels}.
 */
public interface ElementwiseKernels {
  /** Elementwise {@code y[i] = op(x[i])}. */
  void unary(Unary op, int n, float[] x, int xOffset, float[] y, int yOffset);

  /** Elementwise {@code c[i] = op(a[i * aInc], b[i * bInc])}, increments 0 or 1. */
  void binary(
      Binary op,
      int n,
      float[] a,
      int aOffset,
      int aInc,
      float[] b,
      int bOffset,
      int bInc,
      float[] c,
      int cOffset);
}
