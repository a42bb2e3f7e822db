package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;

/** {@code y = min(max(x, min), max)}. */
final class Clamp extends Operation {
  private final float[] min;
  private final float[] max;
  private float[] outside;

  Clamp(Tensor x, float min, float max) {
    super(x);
    this.min = new float[] {min};
    this.max = new float[] {max};
    keep(0);
  }

  @Override
  protected void forward() {
    int n = outputNumel();
    Kernels.current().binary(Binary.MAX, n, values(0), 0, 1, min, 0, 0, output(), 0);
    Kernels.current().binary(Binary.MIN, n, output(), 0, 1, max, 0, 0, output(), 0);
  }

  @Override
  protected String gradFn() {
    return "ClampBackward1"; // of numbers; PyTorch's ClampBackward0 is that of tensors
  }

  /** {@code dx = dy} where {@code min <= x <= max}, and 0 elsewhere. */
  @Override
  protected void backward() {
    int n = outputNumel();
    Kernels kernels = Kernels.current();
    float[] x = values(0);
    if (outside == null) {
      outside = new float[n];
    }
    float[] dx = contribution(0);
    kernels.binary(Binary.SUB, n, min, 0, 0, x, 0, 1, outside, 0);
    removeWherePositive(outputGradient(), dx);
    kernels.binary(Binary.SUB, n, x, 0, 1, max, 0, 0, outside, 0);
    removeWherePositive(dx, dx);
    contribute(0);
  }

  /** {@code dx = dy - (outside <= 0 ? 0 : dy)}. */
  private void removeWherePositive(float[] dy, float[] dx) {
    int n = outputNumel();
    Kernels kernels = Kernels.current();
    kernels.unary(Unary.RELU, n, outside, 0, outside, 0);
    kernels.binary(Binary.RELU_BACKWARD, n, outside, 0, 1, dy, 0, 1, outside, 0);
    kernels.binary(Binary.SUB, n, dy, 0, 1, outside, 0, 1, dx, 0);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
