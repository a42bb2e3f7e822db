package dev.lanegrad;

/** {@code x = b}, in place, b broadcast to the shape of x. */
final class Assign extends Operation {
  private final String gradFn;
  private final Broadcast broadcast;

  /**
   * An assignment.
   *
   * @param gradFn the name in print
   */
  Assign(String gradFn, Tensor target, Tensor b) {
    super(true, target, b.contiguous());
    this.gradFn = gradFn;
    broadcast = new Broadcast(target, b);
  }

  @Override
  protected void forward() {
    Tensor target = operand(0);
    float[] x = target.storage.data;
    if (!target.transposed) {
      broadcast.expand(values(1), Broadcast.B, x);
      return;
    }
    float[] rows = workspace(target.numel());
    broadcast.expand(values(1), Broadcast.B, rows);
    Transpose.transpose(target.shape[0], target.shape[1], rows, x);
  }

  /** {@code dx = 0} for the values from before, {@code db = dy}. */
  @Override
  protected void backward() {
    if (needsGradient(0)) {
      contributeZero(0);
    }
    if (needsGradient(1)) {
      if (broadcast.repeats(Broadcast.B)) {
        float[] db = gradient(1);
        broadcast.sum(outputGradient(), db, Broadcast.B, adds(1));
      } else {
        contribute(1, outputGradient());
      }
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return "Copy";
  }

  @Override
  protected String gradFn() {
    return gradFn;
  }
}
