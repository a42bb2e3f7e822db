package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;

/** {@code y = max(a, b)} or {@code y = min(a, b)}. */
final class Extremum extends BroadcastOperation {
  enum Kind {
    MAXIMUM,
    MINIMUM
  }

  private static final float[] HALF = {0.5f};

  private final Kind kind;
  private float[] signed;

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
   * The one that was chosen gets {@code dy}, equal ones half each: with {@code s = sign(a - b) *
   * dy} a maximum has {@code da = (dy + s) / 2, db = (dy - s) / 2}, and a minimum the two
   * exchanged.
   */
  @Override
  protected void backward() {
    int n = outputNumel();
    Kernels kernels = Kernels.current();
    if (signed == null) {
      signed = new float[n];
    }
    broadcast.apply(Binary.SUB, values(0), Broadcast.A, values(1), Broadcast.B, signed);
    kernels.binary(Binary.ABS_BACKWARD, n, signed, 0, 1, outputGradient(), 0, 1, signed, 0);
    boolean maximum = kind == Kind.MAXIMUM;
    if (needsGradient(0)) {
      send(0, maximum ? Binary.ADD : Binary.SUB);
    }
    if (needsGradient(1)) {
      send(1, maximum ? Binary.SUB : Binary.ADD);
    }
  }

  private void send(int operand, Binary op) {
    int n = outputNumel();
    float[] dx = wide(operand);
    Kernels.current().binary(op, n, outputGradient(), 0, 1, signed, 0, 1, dx, 0);
    Kernels.current().binary(Binary.MUL, n, dx, 0, 1, HALF, 0, 0, dx, 0);
    reduce(operand);
  }

  @Override
  protected String name() {
    return kind == Kind.MAXIMUM ? "Maximum" : "Minimum";
  }
}
