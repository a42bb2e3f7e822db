package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.ShapeMismatch;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;
import java.util.Locale;

/**
 * A loss whose targets are classes: (N, C) and (N), (C) and (), or (N, C, d1, ...) and (N, d1,
 * ...), to a number, or to the shape of the target for {@link Reduction#NONE}.
 *
 * <p>The mean is weighted: the sum of {@code w[t] * loss} over that of {@code w[t]}, both without
 * the targets that are ignored.
 */
abstract class ClassLossOperation extends Operation {
  static final int X = 0;
  static final int T = 1;
  private static final int W = 2;

  final Reduction reduction;
  final int ignoreIndex;

  /** The input is (batch, classes, inner), the target (batch, inner): so many losses. */
  final int batch;

  final int classes;
  final int inner;
  final int losses;

  private final int rank;
  private final boolean weighted;
  private final float[] each;

  /** The gradient of one loss, where the output is one number. */
  private final float[] share = new float[1];

  ClassLossOperation(
      Tensor input, Tensor target, Tensor weight, int ignoreIndex, Reduction reduction) {
    super(
        weight == null
            ? new Tensor[] {input, target.detach()}
            : new Tensor[] {input, target.detach(), weight.detach()});
    this.reduction = Reduction.checked(reduction);
    this.ignoreIndex = ignoreIndex;
    checkShapes(input, target, weight);
    if (target.requiresGrad()) {
      throw new IllegalArgumentException(
          "the derivative for 'target' is not implemented for "
              + name()
              + ": a class has none. Pass target.detach(), or the probabilities of the classes.");
    }
    rank = input.rank();
    boolean single = rank == 1;
    batch = single ? 1 : input.size(0);
    classes = input.size(single ? 0 : 1);
    losses = target.numel();
    inner = batch == 0 ? 1 : losses / batch;
    weighted = weight != null;
    each = new float[losses];
    keep(X);
    keep(T);
    if (weighted) {
      keep(W);
    }
  }

  /** Runs the loss. */
  final Tensor compute(Tensor target) {
    return reduction == Reduction.NONE ? apply(target.shape()) : apply();
  }

  /** Where the losses go that forward computes, one for each target. */
  final float[] losses() {
    return reduction == Reduction.NONE ? output() : each;
  }

  /** The weight of each class, or null. */
  final float[] weight() {
    return weighted ? values(W) : null;
  }

  /** Reduces the losses to the output. */
  final void reduce() {
    if (reduction != Reduction.NONE) {
      float sum = Kernels.current().sum(losses, each, 0);
      output()[0] = reduction == Reduction.MEAN ? sum / total() : sum;
    }
  }

  /** What the mean divides by: the weights of the targets that count. Writes {@link #losses}. */
  final float total() {
    float[] t = values(T);
    if (!weighted) {
      int count = 0;
      for (int i = 0; i < losses; i++) {
        count += t[i] == ignoreIndex ? 0 : 1;
      }
      return count;
    }
    float[] w = values(W);
    for (int i = 0; i < losses; i++) {
      each[i] = t[i] == ignoreIndex ? 0f : w[(int) t[i]];
    }
    return Kernels.current().sum(losses, each, 0);
  }

  /** The gradient of each loss: an array to read with {@link #increment}. */
  final float[] shares(float total, float[] dy) {
    if (reduction == Reduction.NONE) {
      return dy;
    }
    share[0] = reduction == Reduction.MEAN ? dy[0] / total : dy[0];
    return share;
  }

  final int increment() {
    return reduction == Reduction.NONE ? 1 : 0;
  }

  /**
   * Checks that every target is a class or ignored.
   *
   * @throws IllegalArgumentException if not
   */
  final void checkTargets() {
    float[] t = values(T);
    for (int i = 0; i < losses; i++) {
      float c = t[i];
      if (c != ignoreIndex && !(c >= 0 && c < classes && c == (int) c)) {
        throw new IllegalArgumentException(
            "Target "
                + (c == (int) c ? String.valueOf((int) c) : String.valueOf(c))
                + " is out of bounds. Element "
                + i
                + " of the target must be an integer from 0 to "
                + (classes - 1)
                + ", or "
                + ignoreIndex
                + " to be ignored.");
      }
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return rank <= 2 ? "NllLoss" : "NllLoss2D";
  }

  /**
   * PyTorch makes images of inputs with another number of dimensions, and undoes that at the end.
   */
  @Override
  protected String gradFn() {
    boolean viewed = reduction == Reduction.NONE && (rank == 3 || rank > 4);
    return viewed ? "ViewBackward0" : super.gradFn();
  }

  @Override
  protected String description() {
    return name() + " with reduction '" + reduction.name().toLowerCase(Locale.ROOT) + "'";
  }

  private static void checkShapes(Tensor input, Tensor target, Tensor weight) {
    int[] in = input.shape();
    int[] to = target.shape();
    String shapes =
        " The input has shape " + Arrays.toString(in) + ", the target " + Arrays.toString(to) + ".";
    if (in.length == 0) {
      throw new IllegalArgumentException(
          "input tensor should be 1D or 2D." + shapes + " Classes lie along dimension 1.");
    }
    int[] expected = in.length == 1 ? new int[0] : new int[in.length - 1];
    if (in.length > 1) {
      expected[0] = in[0];
      System.arraycopy(in, 2, expected, 1, in.length - 2);
    }
    if (!Arrays.equals(expected, to)) {
      boolean sameSize = Arrays.stream(expected).reduce(1, (a, b) -> a * b) == target.numel();
      throw new IllegalArgumentException(
          (in.length == 2 && to.length > 1
                  ? "0D or 1D target tensor expected, multi-target not supported."
                  : in.length > 1 && to.length > 0 && in[0] != to[0]
                      ? "Expected input batch_size ("
                          + in[0]
                          + ") to match target batch_size ("
                          + to[0]
                          + ")."
                      : "Expected target size "
                          + Arrays.toString(expected)
                          + ", got "
                          + Arrays.toString(to)
                          + ".")
              + shapes
              + " "
              + (sameSize
                  ? ShapeMismatch.advice("target", to, expected)
                  : "A target has one class for each row of the input."));
    }
    int classes = in[in.length == 1 ? 0 : 1];
    if (weight != null && (weight.rank() != 1 || weight.numel() != classes)) {
      throw new IllegalArgumentException(
          "weight tensor should be defined either for all "
              + classes
              + " classes or no classes but got weight tensor of shape: "
              + Arrays.toString(weight.shape())
              + "."
              + shapes);
    }
  }
}
