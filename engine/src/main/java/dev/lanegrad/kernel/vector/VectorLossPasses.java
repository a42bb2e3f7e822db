package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.scalar.Stage;

/**
 * What {@link VectorLoss} does to at most {@link Stage#LENGTH} elements. The stages a and b start
 * at 0 and hold whole vectors only: who reads them computes what is left over anew.
 */
interface VectorLossPasses {
  /** The exp or the logarithm of a loss that has one, to a. */
  void first(float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, float[] a);

  /** The log1p of a loss that has one, to b. */
  void second(int n, float[] x, int xOffset, float[] a, float[] b);

  /** {@link #first}, where the derivative needs it. */
  void firstOfGradient(
      float parameter, int n, float[] x, int xOffset, float[] t, int tOffset, float[] a);

  void values(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] a,
      float[] b,
      float[] y,
      int yOffset);

  void gradient(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] a,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset,
      boolean accumulate);
}
