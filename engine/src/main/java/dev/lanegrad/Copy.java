package dev.lanegrad;

/** {@code y = x}, row by row in memory however x lies. */
final class Copy extends Operation {
  Copy(Tensor x) {
    super(true, x);
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
