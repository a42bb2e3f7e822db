package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;

/** {@code Y = X Wᵀ + b}: (m, k), (n, k) and (n) to (m, n), m for all dimensions but the last. */
final class LinearOperation extends Operation {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  private final boolean biased;
  private final int m;
  private final int n;
  private final int k;

  private LinearOperation(boolean biased, int n, int k, Tensor... operands) {
    super(operands);
    this.biased = biased;
    this.n = n;
    this.k = k;
    m = k == 0 ? rows(operands[X]) : operands[X].numel() / k;
    if (needsGradient(X)) {
      keep(WEIGHT);
    }
    if (needsGradient(WEIGHT)) {
      keep(X);
    }
  }

  /**
   * Runs the layer.
   *
   * @param bias may be null
   */
  static Tensor of(Tensor x, Tensor weight, Tensor bias) {
    check(x, weight, bias);
    int n = weight.size(0);
    int k = weight.size(1);
    int[] shape = x.shape();
    shape[shape.length - 1] = n;
    LinearOperation operation =
        bias == null
            ? new LinearOperation(false, n, k, x, weight)
            : new LinearOperation(true, n, k, x, weight, bias);
    return operation.apply(shape);
  }

  @Override
  protected void forward() {
    float[] bias = biased ? values(BIAS) : null;
    Kernels.current()
        .linear(m, n, k, values(X), 0, k, values(WEIGHT), 0, k, bias, 0, false, output(), 0, n);
  }

  /** {@code dX = dY W, dW = dYᵀ X, db = column sums of dY}. */
  @Override
  protected void backward() {
    Kernels kernels = Kernels.current();
    float[] dy = outputGradient();
    if (needsGradient(X)) {
      float[] dx = gradient(X);
      kernels.gemm(false, false, m, k, n, dy, 0, n, values(WEIGHT), 0, k, dx, 0, k, adds(X));
    }
    if (needsGradient(WEIGHT)) {
      float[] dw = gradient(WEIGHT);
      kernels.gemm(true, false, n, k, m, dy, 0, n, values(X), 0, k, dw, 0, k, adds(WEIGHT));
    }
    if (biased && needsGradient(BIAS)) {
      kernels.columnSums(m, n, dy, 0, n, gradient(BIAS), 0, adds(BIAS));
    }
  }

  @Override
  protected String name() {
    return biased ? "Addmm" : "Mm";
  }

  private static int rows(Tensor x) {
    int rows = 1;
    for (int d = 0; d < x.rank() - 1; d++) {
      rows *= x.size(d);
    }
    return rows;
  }

  private static void check(Tensor x, Tensor weight, Tensor bias) {
    if (weight.rank() != 2) {
      throw new IllegalArgumentException(
          "the weight of a linear layer has two dimensions, (out, in), but this one has the shape "
              + Arrays.toString(weight.shape())
              + ".");
    }
    int n = weight.size(0);
    int k = weight.size(1);
    if (x.rank() == 0 || x.size(-1) != k) {
      throw new IllegalArgumentException(
          "mat1 and mat2 shapes cannot be multiplied ("
              + rows(x)
              + "x"
              + (x.rank() == 0 ? 1 : x.size(-1))
              + " and "
              + k
              + "x"
              + n
              + "). The layer Linear("
              + k
              + ", "
              + n
              + ") expects an input of shape [..., "
              + k
              + "], but got "
              + Arrays.toString(x.shape())
              + (k > 0 && x.numel() > 0 && x.numel() % k == 0
                  ? ": view(-1, " + k + ") fits, if its elements are in that order."
                  : ": change the layer's first argument or the input."));
    }
    if (bias != null && (bias.rank() != 1 || bias.size(0) != n)) {
      throw new IllegalArgumentException(
          "the bias of a linear layer with a weight of shape "
              + Arrays.toString(weight.shape())
              + " has the shape ["
              + n
              + "], but this one has "
              + Arrays.toString(bias.shape())
              + ".");
    }
  }
}
