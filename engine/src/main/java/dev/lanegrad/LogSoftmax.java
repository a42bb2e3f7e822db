package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;

/** {@code y = x - max(x) - log(sum(exp(x - max(x))))} along a dimension. */
final class LogSoftmax extends Operation {
  private final Slices slices;

  /** One number for each slice. */
  private final float[] each;

  LogSoftmax(Tensor x, int dim) {
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
      Kernels.current().softmax(slices.count(), slices.length(), true, x, 0, y, 0);
      return;
    }
    float[] exponentials = workspace(outputNumel());
    slices.max(x, each);
    slices.apply(Binary.SUB, x, each, y);
    Kernels.current().unary(Unary.EXP, outputNumel(), y, 0, exponentials, 0);
    slices.sum(exponentials, each);
    Kernels.current().unary(Unary.LOG, each.length, each, 0, each, 0);
    slices.apply(Binary.SUB, y, each, y);
  }

  /** {@code dx = dy - exp(y) * sum(dy)}. */
  @Override
  protected void backward() {
    int n = outputNumel();
    float[] dy = outputGradient();
    float[] dx = contribution(0);
    if (slices.areRows()) {
      Kernels.current()
          .softmaxGradient(slices.count(), slices.length(), true, output(), 0, dy, 0, dx, 0);
    } else {
      slices.sum(dy, each);
      Kernels.current().unary(Unary.EXP, n, output(), 0, dx, 0);
      slices.apply(Binary.MUL, dx, each, dx);
      Kernels.current().binary(Binary.SUB, n, dy, 0, 1, dx, 0, 1, dx, 0);
    }
    contribute(0);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
