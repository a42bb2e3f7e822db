package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;

/** {@code y = max(a, b)} or {@code y = min(a, b)}. */
final class Extremum extends BroadcastOperation {
  enum Kind {
    MAXIMUM,
    MINIMUM
  }

  private final Kind kind;

  /** What an operand gets of each element of the gradient: 0, a half or all. */
  private float[] share;

  Extremum(Kind kind, Tensor a, Tensor b) {
    super(a, b);
    this.kind = kind;
    keep(0);
    keep(1);
  }

  @Override
  protected void forward() {
    combine(kind == Kind.MAXIMUM ? Binary.MAX : Binary.MIN);
  }

  /**
   * The one that was chosen gets {@code dy}, equal ones half each, and the other 0, whatever dy is.
   * Where one is NaN both get dy, as in PyTorch.
   */
  @Override
  protected void backward() {
    if (share == null) {
      share = new float[outputNumel()];
    }
    if (needsGradient(0)) {
      send(0);
    }
    if (needsGradient(1)) {
      send(1);
    }
  }

  private void send(int operand) {
    int n = outputNumel();
    boolean isFirst = (operand == 0) == (kind == Kind.MAXIMUM);
    int first = isFirst ? Broadcast.A : Broadcast.B;
    int second = isFirst ? Broadcast.B : Broadcast.A;
    broadcast.apply(Binary.MAX_SHARE, values(first), first, values(second), second, share);
    float[] dx = wide(operand);
    Kernels.current().binary(Binary.WEIGH, n, share, 0, 1, outputGradient(), 0, 1, dx, 0);
    reduce(operand);
  }

  @Override
  protected String name() {
    return kind == Kind.MAXIMUM ? "Maximum" : "Minimum";
  }
}
