package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * A loss that compares input x and target t element by element, {@code y = reduce(loss(x, t))}: two
 * of the same shape to a number, or to that shape for {@link Reduction#NONE}.
 */
final class PointLossOperation extends Operation {
  /** Losses whose operands can be exchanged, so that one derivative serves both. */
  private static final Set<PointLoss> SYMMETRIC = EnumSet.of(PointLoss.SQUARED_ERROR);

  private static final int X = 0;
  private static final int T = 1;

  private final PointLoss loss;
  private final float parameter;
  private final Reduction reduction;

  /** The gradient of one element's loss, where the loss is one number. */
  private final float[] share = new float[1];

  private PointLossOperation(
      PointLoss loss, float parameter, Reduction reduction, Tensor input, Tensor target) {
    super(input, target);
    this.loss = loss;
    this.parameter = parameter;
    this.reduction = reduction;
    keep(X);
    keep(T);
    if (needsGradient(T) && !SYMMETRIC.contains(loss)) {
      throw new IllegalArgumentException(
          "the derivative for 'target' is not implemented for "
              + name()
              + ". Pass target.detach(), or exchange input and target.");
    }
  }

  /**
   * Runs a loss.
   *
   * @param parameter what the loss takes beside its operands
   * @throws IllegalArgumentException if input and target have different shapes
   */
  static Tensor of(
      PointLoss loss, float parameter, Reduction reduction, Tensor input, Tensor target) {
    Reduction.checked(reduction);
    int[] shape = input.shape();
    checkShapes(shape, input, target);
    PointLossOperation operation =
        new PointLossOperation(loss, parameter, reduction, input, target);
    return reduction == Reduction.NONE ? operation.apply(shape) : operation.apply();
  }

  @Override
  protected void forward() {
    Kernels kernels = Kernels.current();
    int n = numel(X);
    float[] y = output();
    switch (reduction) {
      case NONE -> kernels.lossValues(loss, parameter, n, values(X), 0, values(T), 0, y, 0);
      case MEAN -> y[0] = kernels.lossSum(loss, parameter, n, values(X), 0, values(T), 0) / n;
      case SUM -> y[0] = kernels.lossSum(loss, parameter, n, values(X), 0, values(T), 0);
    }
  }

  /**
   * {@code dx = loss'(x, t) dy}, with {@code dy / n} in the place of dy for the mean; and {@code dt
   * = loss'(t, x) dy} where the operands can be exchanged.
   */
  @Override
  protected void backward() {
    float[] dy = outputGradient();
    int increment = reduction == Reduction.NONE ? 1 : 0;
    if (reduction == Reduction.MEAN) {
      share[0] = dy[0] / numel(X);
      dy = share;
    }
    if (needsGradient(X)) {
      send(X, values(X), values(T), dy, increment);
    }
    if (needsGradient(T)) {
      send(T, values(T), values(X), dy, increment);
    }
  }

  private void send(int operand, float[] x, float[] t, float[] dy, int increment) {
    float[] dx = gradient(operand);
    boolean add = adds(operand);
    Kernels.current()
        .lossGradient(loss, parameter, numel(X), x, 0, t, 0, dy, 0, increment, dx, 0, add);
  }

  @Override
  protected String name() {
    return loss == PointLoss.SQUARED_ERROR ? "MseLoss" : loss.name();
  }

  @Override
  protected String description() {
    return name() + " with reduction '" + reduction.name().toLowerCase(Locale.ROOT) + "'";
  }

  private static void checkShapes(int[] shape, Tensor input, Tensor target) {
    int[] other = target.shape();
    if (!Arrays.equals(shape, other)) {
      String sizes = Arrays.toString(shape);
      throw new IllegalArgumentException(
          "Using a target size ("
              + Arrays.toString(other)
              + ") that is different to the input size ("
              + sizes
              + "). This will likely lead to incorrect results due to broadcasting. Please ensure"
              + " they have the same size. "
              + (input.numel() == target.numel()
                  ? "Here target.view("
                      + sizes.substring(1, sizes.length() - 1)
                      + ") fits the input."
                  : "No view makes "
                      + target.numel()
                      + " elements fit "
                      + input.numel()
                      + ": is it the wrong target?"));
    }
  }
}
