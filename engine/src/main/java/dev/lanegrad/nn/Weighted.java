package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Fma;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.Unary;

/**
 * Losses that are composed of others: with weights, or with a term beside. An element of weight 0
 * counts for nothing, whatever it holds: {@link Weigh}.
 */
final class Weighted {
  private Weighted() {}

  /** Reduces losses that are there already. */
  static Tensor reduce(Tensor losses, Reduction reduction) {
    return switch (Reduction.checked(reduction)) {
      case NONE -> losses;
      case MEAN -> losses.mean();
      case SUM -> losses.sum();
    };
  }

  /** With a weight for each element, by whose sum the mean divides. */
  static Tensor of(
      PointLoss loss,
      float parameter,
      Reduction reduction,
      Tensor input,
      Tensor target,
      Tensor weight) {
    LossArguments.checkSame(input, target);
    LossArguments.checkWeight(input, weight);
    Tensor losses = Weigh.of(weight, PointLossOperation.each(loss, parameter, input, target));
    return Reduction.checked(reduction) == Reduction.MEAN
        ? losses.sum().div(weight.sum())
        : reduce(losses, reduction);
  }

  /** With a weight that is laid over the elements; the mean divides by their number. */
  static Tensor rescaled(String loss, Tensor losses, Tensor weight, Reduction reduction) {
    LossArguments.checkBroadcast("weight", losses, weight);
    return reduce(loss, Weigh.broadcast(weight, losses), reduction);
  }

  /** Reduces the losses of a loss that prints as one operation. */
  static Tensor reduce(String loss, Tensor losses, Reduction reduction) {
    return PointLossOperation.namedLike(loss, reduce(losses, reduction));
  }

  /**
   * The binary cross entropy of logits where a positive target counts {@code positive} times:
   * {@code (1 - t) softplus(x) + positive t softplus(-x)}, both of which are the loss at a target
   * of 0 or 1.
   */
  static Tensor positive(Tensor input, Tensor target, Tensor positive) {
    LossArguments.checkBroadcast("pos_weight", input, positive);
    Tensor zeros = Tensor.zeros(input.shape());
    Tensor ones = Tensor.ones(input.shape());
    PointLoss loss = PointLoss.BINARY_CROSS_ENTROPY_WITH_LOGITS;
    Tensor atZero = PointLossOperation.each(loss, 0f, input, zeros);
    Tensor atOne = PointLossOperation.each(loss, 0f, input, ones);
    Tensor positives = Weigh.broadcast(positive, target);
    return Weigh.of(ones.sub(target), atZero).add(Weigh.of(positives, atOne));
  }

  /**
   * Stirling's approximation of {@code log(t!)}, {@code t log(t) - t + log(2 pi t) / 2} where t is
   * above 1, else 0.
   */
  static Tensor stirling(Tensor target) {
    return new Stirling(target).apply(target.shape());
  }

  private static final class Stirling extends Operation {
    private static final float HALF_LOG_2_PI = 0.9189385f;

    Stirling(Tensor target) {
      super(target);
      keep(0);
    }

    @Override
    protected void forward() {
      float[] t = values(0);
      float[] y = output();
      int n = outputNumel();
      Kernels.current().unary(Unary.LOG, n, t, 0, y, 0);
      for (int i = 0; i < n; i++) {
        y[i] = t[i] <= 1 ? 0f : Fma.fma(t[i] + 0.5f, y[i], HALF_LOG_2_PI - t[i]);
      }
    }

    /** {@code dt = (log(t) + 1 / 2t) dy} where t is above 1, else 0. */
    @Override
    protected void backward() {
      float[] t = values(0);
      float[] dy = outputGradient();
      float[] dt = contribution(0);
      int n = numel(0);
      Kernels.current().unary(Unary.LOG, n, t, 0, dt, 0);
      for (int i = 0; i < n; i++) {
        dt[i] = t[i] <= 1 ? 0f : (dt[i] + 0.5f / t[i]) * dy[i];
      }
      contribute(0);
    }

    @Override
    protected boolean takesLongerArrays() {
      return true;
    }
  }
}
