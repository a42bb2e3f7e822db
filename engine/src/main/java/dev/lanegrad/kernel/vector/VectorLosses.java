package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.LossKernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.template.LoopTable;
import dev.lanegrad.kernel.template.LossLoop;
import java.lang.invoke.MethodHandles;

/** Losses by vectors. */
public interface VectorLosses extends LossKernels {
  LoopTable<LossLoop> LOSSES =
      new LoopTable<>(MethodHandles.lookup(), VectorLoss.class, LossLoop.class, PointLoss.class);

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
    LOSSES.of(loss).values(parameter, n, x, xOffset, t, tOffset, y, yOffset);
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
    LOSSES.of(loss).blocks(parameter, n, x, xOffset, t, tOffset, y, yOffset);
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
    LOSSES
        .of(loss)
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
    LOSSES
        .of(loss)
        .blocksAndGradient(parameter, n, x, xOffset, t, tOffset, y, yOffset, scale, dx, dxOffset);
  }
}
