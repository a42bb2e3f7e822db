package dev.lanegrad;

/** {@code y = x}, row by row in memory however x lies. */
final class Copy extends Operation {
  Copy(Tensor x) {
    this(x, false);
  }

  /**
   * A copy.
   *
   * @param saves whether it counts as one that saves x, as a power of 1 does in PyTorch
   */
  Copy(Tensor x, boolean saves) {
    super(true, x);
    if (saves) {
      keep(0);
    }
  }

  @Override
  protected void forward() {
    operand(0).copyTo(output());
  }

  /** {@code dx = dy}. */
  @Override
  protected void backward() {
    contribute(0, outputGradient());
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return "Clone";
  }
}
