package dev.lanegrad;

import dev.lanegrad.kernel.Binary;

/** {@code y = a * b}. */
final class Mul extends BroadcastOperation {
  /** The number that is the second operand; null if that is a tensor. */
  private final float[] number;

  Mul(Tensor a, float b) {
    super(a, Tensor.scalar(b));
    number = values(1);
  }

  Mul(Tensor a, Tensor b) {
    super(a, b);
    number = null;
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
      float[] b = number == null ? values(1) : number;
      broadcast.apply(Binary.MUL, dy, Broadcast.RESULT, b, Broadcast.B, wide(0));
      reduce(0);
    }
    if (needsGradient(1)) {
      broadcast.apply(Binary.MUL, dy, Broadcast.RESULT, values(0), Broadcast.A, wide(1));
      reduce(1);
    }
  }
}
