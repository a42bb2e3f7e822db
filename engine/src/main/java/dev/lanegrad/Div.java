package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;

/** {@code y = a / b}. */
final class Div extends BroadcastOperation {
  Div(Tensor a, Tensor b) {
    super(a, b);
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
      broadcast.apply(Binary.DIV, dy, Broadcast.RESULT, values(1), Broadcast.B, wide(0));
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
