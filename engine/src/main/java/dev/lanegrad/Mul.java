package dev.lanegrad;

import dev.lanegrad.kernel.Binary;

/** {@code y = a * b}. */
final class Mul extends BroadcastOperation {
  Mul(Tensor a, Tensor b) {
    super(a, b);
    if (needsGradient(0)) {
      keep(1);
    }
    if (needsGradient(1)) {
      keep(0);
    }
  }

  @Override
  protected void forward() {
    combine(Binary.MUL);
  }

  /** {@code da = dy * b, db = dy * a}. */
  @Override
  protected void backward() {
    float[] dy = outputGradient();
    if (needsGradient(0)) {
      broadcast.apply(Binary.MUL, dy, Broadcast.RESULT, values(1), Broadcast.B, wide(0));
      reduce(0);
    }
    if (needsGradient(1)) {
      broadcast.apply(Binary.MUL, dy, Broadcast.RESULT, values(0), Broadcast.A, wide(1));
      reduce(1);
    }
  }
}
