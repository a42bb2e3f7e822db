package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.template.LoopTable;
import dev.lanegrad.kernel.template.LoopedLosses;
import dev.lanegrad.kernel.template.LossLoop;
import java.lang.invoke.MethodHandles;

/** Losses by scalar loops. */
interface ScalarLosses extends LoopedLosses {
  LoopTable<LossLoop> LOSSES =
      new LoopTable<>(MethodHandles.lookup(), ScalarLoss.class, LossLoop.class, PointLoss.class);

  @Override
  default LossLoop loop(PointLoss loss) {
    return LOSSES.of(loss);
  }
}
