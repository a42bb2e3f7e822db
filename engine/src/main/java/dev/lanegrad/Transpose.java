package dev.lanegrad;

/** {@code Y = Xᵀ}: (m, n) to (n, m), a view of the same values. */
final class Transpose extends Operation {
  private final int rows;
  private final int columns;

  Transpose(Tensor x) {
    super(true, x);
    rows = x.shape[0];
    columns = x.shape[1];
  }

  /** Nothing to do: the output shares the values of the operand. */
  @Override
  protected void forward() {}

  /** {@code dX = dYᵀ}. */
  @Override
  protected void backward() {
    transpose(columns, rows, outputGradient(), contribution(0));
    contribute(0);
  }

  /** Transposes a row-major matrix, (rows, columns) to (columns, rows). */
  static void transpose(int rows, int columns, float[] x, float[] y) {
    for (int i = 0; i < rows; i++) {
      for (int j = 0; j < columns; j++) {
        y[j * rows + i] = x[i * columns + j];
      }
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return "T";
  }
}
