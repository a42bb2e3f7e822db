package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.Update;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.ProductRows;
import dev.lanegrad.kernel.Unary;
import java.util.Arrays;

/**
 * {@code Y = X Wᵀ + b}: (m, k), (n, k) and (n) to (m, n), m for all dimensions but the last; or
 * {@code max(0, Y)}, as {@link Tensor#relu} makes it.
 */
final class LinearOperation extends Operation implements ProductRows {
  private static final int X = 0;
  private static final int WEIGHT = 1;
  private static final int BIAS = 2;

  /**
   * Rows of dW that there is room for until the weight is changed by them: few enough to stay in
   * the second-level cache.
   */
  private static final int PANEL = 72;

  /**
   * Rows up to which a layer that isn't trained reads its weight transposed, from {@link
   * #MANY_WEIGHTS} on: the lanes then lie along the outputs without a transposition in every call.
   */
  private static final int FEW_ROWS = 16;

  private static final int MANY_WEIGHTS = 1 << 14;

  private final boolean biased;
  private final int rank;
  private final int m;
  private final int n;
  private final int k;
  private boolean relu;

  /** What changes the weight by rows of its gradient; null where the gradient is kept. */
  private Update update;

  private LinearOperation(boolean biased, boolean relu, int n, int k, Tensor... operands) {
    super(operands);
    this.biased = biased;
    rank = operands[X].rank();
    this.n = n;
    this.k = k;
    m = k == 0 ? rows(operands[X]) : operands[X].numel() / k;
    if (needsGradient(X)) {
      keep(WEIGHT);
    }
    if (needsGradient(WEIGHT)) {
      keep(X);
    }
    if (relu) {
      takeRelu();
    }
  }

  /**
   * Runs the layer.
   *
   * @param bias may be null
   * @param relu whether negative outputs become 0
   */
  static Tensor of(Tensor x, Tensor weight, Tensor bias, boolean relu) {
    check(x, weight, bias);
    int n = weight.size(0);
    int k = weight.size(1);
    int[] shape = x.shape();
    shape[shape.length - 1] = n;
    LinearOperation operation =
        bias == null
            ? new LinearOperation(false, relu, n, k, x, weight)
            : new LinearOperation(true, relu, n, k, x, weight, bias);
    return operation.apply(shape);
  }

  @Override
  protected void forward() {
    float[] bias = biased ? values(BIAS) : null;
    boolean transposable = !tracked() && m <= FEW_ROWS && n * k >= MANY_WEIGHTS;
    float[] transposed = transposable ? transposedValues(WEIGHT, n, k) : null;
    if (transposed != null) {
      forward(transposed, bias, output());
    } else {
      Kernels.current()
          .linear(m, n, k, values(X), 0, k, values(WEIGHT), 0, k, bias, 0, relu, output(), 0, n);
    }
  }

  /** The same chains from the weight transposed. */
  private void forward(float[] transposed, float[] bias, float[] y) {
    Kernels kernels = Kernels.current();
    if (biased) {
      kernels.copyToRows(m, n, bias, 0, y, 0, n);
    }
    kernels.gemm(false, false, m, n, k, values(X), 0, k, transposed, 0, n, y, 0, n, biased);
    if (relu) {
      kernels.unary(Unary.RELU, m * n, y, 0, y, 0);
    }
  }

  /**
   * {@code dX = dY W, dW = dYᵀ X, db = column sums of dY}, with a fused ReLU, dY is first set to 0
   * in place where Y is 0.
   */
  @Override
  protected void backward() {
    Kernels kernels = Kernels.current();
    float[] dy = outputGradient();
    boolean sums = biased && needsGradient(BIAS);
    if (relu && sums) {
      float[] db = gradient(BIAS);
      kernels.reluBackward(m, n, output(), 0, n, dy, 0, n, db, 0, adds(BIAS));
    } else if (relu) {
      kernels.binary(Binary.RELU_BACKWARD, outputNumel(), output(), 0, 1, dy, 0, 1, dy, 0);
    } else if (sums) {
      kernels.columnSums(m, n, dy, 0, n, gradient(BIAS), 0, adds(BIAS));
    }
    if (needsGradient(X)) {
      float[] dx = gradient(X);
      kernels.gemm(false, false, m, k, n, dy, 0, n, values(WEIGHT), 0, k, dx, 0, k, adds(X));
    }
    if (update != null) {
      updateWeight(kernels, dy);
    } else if (needsGradient(WEIGHT)) {
      float[] dw = gradient(WEIGHT);
      kernels.gemm(true, false, n, k, m, dy, 0, n, values(X), 0, k, dw, 0, k, adds(WEIGHT));
    }
  }

  /** Each element of dW is complete, one chain over the batch, before it is used: the same bits. */
  private void updateWeight(Kernels kernels, float[] dy) {
    update.begin();
    kernels.gemmRows(n, k, m, dy, values(X), workspace(panel()), this);
  }

  /** Changes the weights of which these rows of dW are the gradient. */
  @Override
  public void take(int i, int rows, float[] dw, int offset) {
    update.part(i * k, rows * k, dw, offset);
  }

  @Override
  protected boolean takeUpdate(int operand, Update update) {
    if (operand != WEIGHT || Kernels.current().threads() > 1) {
      return false; // to share panels among threads costs more than they save, 7 % on two
    }
    this.update = update;
    if (update != null) {
      workspace(panel()); // so that a recording knows of it
    }
    return true;
  }

  /** The elements of the rows of dW. */
  private int panel() {
    return Math.min(PANEL, n) * k;
  }

  @Override
  protected boolean takeRelu() {
    relu = true;
    keepOutput();
    return true;
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    if (relu) {
      return "Relu";
    }
    return biased ? "Addmm" : "Mm";
  }

  /**
   * PyTorch makes a matrix of an input of other than two dimensions, and undoes that at the end.
   */
  @Override
  protected String gradFn() {
    if (relu || rank == 2) {
      return super.gradFn();
    }
    return biased ? "ViewBackward0" : rank == 1 ? "SqueezeBackward4" : "UnsafeViewBackward0";
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
