package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;

/** {@code y = exp(x - max(x)) / sum(exp(x - max(x)))} along a dimension. */
final class Softmax extends Operation {
  private final Slices slices;

  /** One number for each slice. */
  private final float[] each;

  Softmax(Tensor x, int dim) {
    super(x);
    slices = new Slices(x.shape, dim);
    each = new float[slices.count()];
    keepOutput();
  }

  @Override
  protected void forward() {
    float[] x = values(0);
    float[] y = output();
    if (slices.areRows()) {
      Kernels.current().softmax(slices.count(), slices.length(), false, x, 0, y, 0);
      return;
    }
    slices.max(x, each);
    slices.apply(Binary.SUB, x, each, y);
    Kernels.current().unary(Unary.EXP, outputNumel(), y, 0, y, 0);
    slices.sum(y, each);
    slices.apply(Binary.DIV, y, each, y);
  }

  /** {@code dx = (dy - sum(dy * y)) * y}. */
  @Override
  protected void backward() {
    int n = outputNumel();
    float[] y = output();
    float[] dy = outputGradient();
    float[] dx = contribution(0);
    if (slices.areRows()) {
      Kernels.current().softmaxGradient(slices.count(), slices.length(), false, y, 0, dy, 0, dx, 0);
    } else {
      Kernels.current().binary(Binary.MUL, n, dy, 0, 1, y, 0, 1, dx, 0);
      slices.sum(dx, each);
      slices.apply(Binary.SUB, dy, each, dx);
      Kernels.current().binary(Binary.MUL, n, dx, 0, 1, y, 0, 1, dx, 0);
    }
    contribute(0);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
