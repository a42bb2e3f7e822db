package dev.lanegrad.nn;

import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;

/**
 * {@code -w[c] log(softmax(x)[c])} of each target's class c, reduced; a smoothing of e takes the
 * classes for {@code (1 - e)} certain.
 *
 * <p>A reduced loss computes the gradient of its input together with its value, as {@link
 * PointLossOperation} does.
 */
final class CrossEntropyOperation extends ClassLossOperation {
  private static final float[] ONE = {1f};

  private final float smoothing;

  /** Losses that backward computes along with the gradient, and nobody reads. */
  private float[] again;

  /** Input and gradient as (batch * inner, classes), if there are inner dimensions. */
  private float[] rows;

  private boolean fused;
  private float[] slope;
  private boolean ready;

  private CrossEntropyOperation(
      Tensor input,
      Tensor target,
      Tensor weight,
      int ignoreIndex,
      float smoothing,
      Reduction reduction) {
    super(input, target, weight, ignoreIndex, reduction);
    this.smoothing = smoothing;
    fused = reduction != Reduction.NONE && needsGradient(X);
  }

  static Tensor of(
      Tensor input,
      Tensor target,
      Tensor weight,
      int ignoreIndex,
      float smoothing,
      Reduction reduction) {
    return new CrossEntropyOperation(input, target, weight, ignoreIndex, smoothing, reduction)
        .compute(target);
  }

  @Override
  protected String gradFn() {
    return smoothing > 0 ? "AddBackward0" : super.gradFn();
  }

  @Override
  protected void forward() {
    checkTargets();
    if (fused) {
      if (slope == null) {
        slope = spare(X);
      }
      run(losses(), shares(reduction == Reduction.MEAN ? total() : 1f, ONE), slope);
      ready = true;
    } else {
      run(losses(), null, null);
    }
    reduce();
  }

  /** {@code dx = (softmax(x) - 1[c]) w[c] dy}, or what of this a smoothing makes. */
  @Override
  protected void backward() {
    float[] dy = outputGradient();
    if (ready) {
      ready = false;
      if (dy[0] == 1f) {
        exchange(X, slope);
        slope = null;
        return;
      }
      fused = false;
      slope = null;
    }
    if (again == null) {
      again = new float[losses];
    }
    float[] shares = shares(reduction == Reduction.MEAN ? total() : 1f, dy);
    run(again, shares, contribution(X));
    contribute(X);
  }

  private void run(float[] y, float[] g, float[] dx) {
    float[] x = values(X);
    float[] gradient = dx;
    if (inner != 1) {
      rows = rows == null ? new float[numel(X)] : rows;
      transpose(classes, inner, x, rows);
      x = rows;
      gradient = dx == null ? null : rows;
    }
    Kernels.current()
        .crossEntropy(
            losses,
            classes,
            x,
            0,
            values(T),
            0,
            weight(),
            0,
            smoothing,
            ignoreIndex,
            y,
            0,
            g,
            0,
            increment(),
            gradient,
            0);
    if (gradient != dx) {
      transpose(inner, classes, rows, dx);
    }
  }

  /** (batch, m, n) to (batch, n, m). */
  private void transpose(int m, int n, float[] x, float[] y) {
    for (int b = 0; b < batch; b++) {
      int at = b * m * n;
      for (int i = 0; i < m; i++) {
        for (int j = 0; j < n; j++) {
          y[at + j * m + i] = x[at + i * n + j];
        }
      }
    }
  }

  /**
   * The same for targets that are probabilities of classes, of the input's shape: {@code -sum(w t
   * log(softmax(x)))} over the classes; the mean divides by the number of such sums.
   *
   * @throws IllegalArgumentException for a class that is ignored, and for a weight that isn't one
   *     for each class
   */
  static Tensor ofProbabilities(
      Tensor input,
      Tensor target,
      Tensor weight,
      int ignoreIndex,
      float smoothing,
      Reduction reduction) {
    LossArguments.checkProbabilityOptions(input, weight, ignoreIndex);
    int dim = input.rank() == 1 ? 0 : 1;
    Tensor logs = input.logSoftmax(dim);
    if (weight != null) {
      int[] shape = new int[input.rank() - dim];
      Arrays.fill(shape, 1);
      shape[0] = -1;
      logs = logs.mul(weight.view(shape));
    }
    Tensor certain =
        smoothing == 0 ? target : target.mul(1 - smoothing).add(smoothing / input.size(dim));
    Tensor losses = logs.mul(certain).sum(dim, false).neg();
    return named(
        Weighted.reduce(losses, reduction),
        reduction == Reduction.MEAN ? "DivBackward1" : "NegBackward0");
  }
}
