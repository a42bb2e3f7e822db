package dev.lanegrad;

/** The sums along a dimension: (..., n, ...) to (..., 1, ...), or without that dimension. */
final class SumAlong extends Operation {
  private final Slices slices;

  private SumAlong(Tensor x, int dim) {
    super(x);
    slices = new Slices(x.shape, dim);
  }

  static Tensor of(Tensor x, int dim, boolean keepDim) {
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
    return new SumAlong(x, along).apply(reduced);
  }

  @Override
  protected void forward() {
    slices.sum(values(0), output());
  }

  /** {@code dx = dy}, for every element of the slice. */
  @Override
  protected void backward() {
    slices.expand(outputGradient(), contribution(0));
    contribute(0);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return "Sum";
  }
}
