package dev.lanegrad.kernel.template;

import dev.lanegrad.kernel.Kernels;

/** {@link Kernels#unary} of one op. */
public interface UnaryLoop {
  void run(int n, float[] x, int xOffset, float[] y, int yOffset);
}
