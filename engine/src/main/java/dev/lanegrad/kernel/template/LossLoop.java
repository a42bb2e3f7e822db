package dev.lanegrad.kernel.template;

import dev.lanegrad.kernel.Kernels;

/**
 * {@link Kernels#lossValues}, {@link Kernels#lossBlocks}, {@link Kernels#lossGradient} and {@link
 * Kernels#lossBlocksAndGradient} of one loss.
 */
public interface LossLoop {
  void values(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset);

  void blocks(
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset);

  void gradient(
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

  void blocksAndGradient(
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
}
