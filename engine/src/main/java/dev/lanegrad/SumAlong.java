package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;

/**
 * The sums or the means along a dimension: (..., n, ...) to (..., 1, ...), or without that
 * dimension.
 */
final class SumAlong extends Operation {
  private final Slices slices;

  /** What the mean divides by; null for the sum. */
  private final float[] divisor;

  private SumAlong(Tensor x, int dim, boolean mean) {
    super(x);
    slices = new Slices(x.shape, dim);
    divisor = mean ? new float[] {slices.length()} : null;
  }

  static Tensor sum(Tensor x, int dim, boolean keepDim) {
    return of(x, dim, keepDim, false);
  }

  static Tensor mean(Tensor x, int dim, boolean keepDim) {
    return of(x, dim, keepDim, true);
  }

  private static Tensor of(Tensor x, int dim, boolean keepDim, boolean mean) {
    int along = Shapes.dimension(dim, x.rank());
    int[] shape = x.shape;
    int[] reduced = new int[keepDim ? shape.length : Math.max(0, shape.length - 1)];
    for (int d = 0, to = 0; d < shape.length; d++) {
      if (d != along) {
        reduced[to++] = shape[d];
      } else if (keepDim) {
        reduced[to++] = 1;
      }
    }
    return new SumAlong(x, along, mean).apply(reduced);
  }

  @Override
  protected void forward() {
    slices.sum(values(0), output());
    divide(output());
  }

  /** {@code dx = dy}, or {@code dy / n} for the mean, for every element of the slice. */
  @Override
  protected void backward() {
    divide(outputGradient());
    slices.expand(outputGradient(), contribution(0));
    contribute(0);
  }

  private void divide(float[] y) {
    if (divisor != null) {
      Kernels.current().binary(Binary.DIV, outputNumel(), y, 0, 1, divisor, 0, 0, y, 0);
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return divisor == null ? "Sum" : "Mean";
  }

  @Override
  protected String gradFn() {
    return name() + "Backward1";
  }
}
