package dev.lanegrad.kernel.template;

import dev.lanegrad.kernel.Kernels;

/** {@link Kernels#binary} of one op. */
public interface BinaryLoop {
  void run(
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
