package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;

/** {@code y = min(max(x, min), max)}. */
final class Clamp extends Operation {
  private final float[] min;
  private final float[] max;

  Clamp(Tensor x, float min, float max) {
    super(x);
    this.min = new float[] {min};
    this.max = new float[] {max};
    keep(0);
  }

  @Override
  protected void forward() {
    clamp(output());
  }

  private void clamp(float[] y) {
    int n = outputNumel();
    Kernels.current().binary(Binary.MAX, n, values(0), 0, 1, min, 0, 0, y, 0);
    Kernels.current().binary(Binary.MIN, n, y, 0, 1, max, 0, 0, y, 0);
  }

  @Override
  protected String gradFn() {
    return "ClampBackward1"; // of numbers; PyTorch's ClampBackward0 is that of tensors
  }

  /** {@code dx = dy} where {@code min <= x <= max}, and 0 elsewhere, whatever dy is there. */
  @Override
  protected void backward() {
    boolean someInside = min[0] <= max[0];
    if (!someInside) {
      contributeZero(0);
      return;
    }
    int n = outputNumel();
    Kernels kernels = Kernels.current();
    float[] inside = workspace(n); // 1 where x is its own clamp, else 0
    float[] dx = contribution(0);
    // The output isn't kept, and may have changed.
    clamp(inside);
    kernels.binary(Binary.EQUAL, n, values(0), 0, 1, inside, 0, 1, inside, 0);
    kernels.binary(Binary.WEIGH, n, inside, 0, 1, outputGradient(), 0, 1, dx, 0);
    contribute(0);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
