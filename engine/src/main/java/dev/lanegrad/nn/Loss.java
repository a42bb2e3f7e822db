package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * How far an input is from its target: a class, a lambda {@code (o, t) -> ...} and a method
 * reference {@code Functional::mseLoss} are all losses, and all train.
 *
 * <p>A loss of your own, three ways. <b>A lambda</b> of tensor operations; autograd finds the
 * gradient:
 *
 * <pre>{@code
 * Loss logCosh = (o, t) -> {
 *   Functional.checkSameShape(o, t);
 *   Tensor d = o.sub(t);
 *   return d.exp().add(d.neg().exp()).mul(0.5f).log().mean();
 * };
 * }</pre>
 *
 * <p><b>A class</b> with state; {@link ReducedLoss} adds the reduction:
 *
 * <pre>{@code
 * class PinballLoss extends ReducedLoss {
 *   private final float quantile;
 *
 *   PinballLoss(Reduction reduction, float quantile) {
 *     super(reduction);
 *     this.quantile = quantile;
 *   }
 *
 *   @Override
 *   public Tensor forward(Tensor input, Tensor target) {
 *     Functional.checkSameShape(input, target);
 *     Tensor d = target.sub(input);
 *     Tensor losses = d.mul(quantile).maximum(d.mul(quantile - 1));
 *     return switch (reduction()) {
 *       case NONE -> losses;
 *       case MEAN -> losses.mean();
 *       case SUM -> losses.sum();
 *     };
 *   }
 * }
 * }</pre>
 *
 * <p><b>A function with its own backward</b> on arrays, for speed, or for a gradient that autograd
 * can't see: a subclass of {@link dev.lanegrad.Operation}, as {@code (o, t) -> new LogCosh(o,
 * t).apply()}.
 *
 * <p>{@link Functional#checkSameShape} refuses a target of another shape, such as (n) for an output
 * (n, 1), which operations of tensors would broadcast without a word.
 *
 * <p>Whether the gradient is right, {@link GradCheck#check(Loss, Tensor, Tensor)} says.
 */
@FunctionalInterface
public interface Loss {
  /**
   * The loss of a network's output.
   *
   * @param input what the network gave
   * @param target what it should have given
   */
  Tensor forward(Tensor input, Tensor target);
}
