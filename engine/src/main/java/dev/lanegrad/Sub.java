package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;

/** {@code y = a - b}. */
final class Sub extends BroadcastOperation {
  Sub(Tensor a, Tensor b) {
    super(a, b);
  }

  @Override
  protected void forward() {
    combine(Binary.SUB);
  }

  /** {@code da = dy, db = -dy}. */
  @Override
  protected void backward() {
    if (needsGradient(0)) {
      reduce(0, outputGradient());
    }
    if (needsGradient(1)) {
      Kernels.current().unary(Unary.NEG, outputNumel(), outputGradient(), 0, wide(1), 0);
      reduce(1);
    }
  }
}
