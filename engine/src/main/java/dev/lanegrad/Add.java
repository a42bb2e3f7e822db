package dev.lanegrad;

import dev.lanegrad.kernel.Binary;

/** {@code y = a + b}. */
final class Add extends BroadcastOperation {
  Add(Tensor a, Tensor b) {
    super(a, b);
  }

  @Override
  protected void forward() {
    combine(Binary.ADD);
  }

  /** {@code da = dy, db = dy}. */
  @Override
  protected void backward() {
    if (needsGradient(0)) {
      reduce(0, outputGradient());
    }
    if (needsGradient(1)) {
      reduce(1, outputGradient());
    }
  }
}
