package dev.lanegrad.kernel.template;

import dev.lanegrad.kernel.LossKernels;
import dev.lanegrad.kernel.PointLoss;

/** Losses by a loop of each. */
public interface LoopedLosses extends LossKernels {
  /** The loop of a loss. */
  LossLoop loop(PointLoss loss);

  @Override
  default void lossValues(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset) {
    loop(loss).values(parameter, n, x, xOffset, t, tOffset, y, yOffset);
  }

  @Override
  default void lossBlocks(
      PointLoss loss,
      float parameter,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] y,
      int yOffset) {
    loop(loss).blocks(parameter, n, x, xOffset, t, tOffset, y, yOffset);
  }

  @Override
  default void lossGradient(
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
      boolean accumulate) {
    loop(loss)
        .gradient(parameter, n, x, xOffset, t, tOffset, g, gOffset, gInc, dx, dxOffset, accumulate);
  }

  @Override
  default void lossBlocksAndGradient(
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
      int dxOffset) {
    loop(loss)
        .blocksAndGradient(parameter, n, x, xOffset, t, tOffset, y, yOffset, scale, dx, dxOffset);
  }
}
