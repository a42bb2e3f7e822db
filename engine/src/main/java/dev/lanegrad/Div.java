package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;

/** {@code y = a / b}. */
final class Div extends BroadcastOperation {
  /** The number that is the second operand; null if that is a tensor. */
  private final float[] number;

  Div(Tensor a, float b) {
    super(a, Tensor.scalar(b));
    number = values(1);
  }

  Div(Tensor a, Tensor b) {
    super(a, b);
    number = null;
    keep(1);
    if (needsGradient(1)) {
      keepOutput();
    }
  }

  @Override
  protected void forward() {
    combine(Binary.DIV);
  }

  /** {@code da = dy / b, db = -((y / b) * dy)}. */
  @Override
  protected void backward() {
    float[] dy = outputGradient();
    if (needsGradient(0)) {
      float[] b = number == null ? values(1) : number;
      broadcast.apply(Binary.DIV, dy, Broadcast.RESULT, b, Broadcast.B, wide(0));
      reduce(0);
    }
    if (needsGradient(1)) {
      int n = outputNumel();
      float[] db = wide(1);
      broadcast.apply(Binary.DIV, output(), Broadcast.RESULT, values(1), Broadcast.B, db);
      Kernels.current().binary(Binary.MUL, n, db, 0, 1, dy, 0, 1, db, 0);
      Kernels.current().unary(Unary.NEG, n, db, 0, db, 0);
      reduce(1);
    }
  }
}
