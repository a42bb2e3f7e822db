package dev.lanegrad.kernel;

/** {@link Kernels#unary} of one op. */
interface UnaryLoop {
  void run(int n, float[] x, int xOffset, float[] y, int yOffset);
}
