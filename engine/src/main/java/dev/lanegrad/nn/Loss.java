package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * How far an input is from its target: a class, a lambda {@code (o, t) -> o.sub(t).square().mean()}
 * and a method reference {@code Functional::mseLoss} are all losses, and all train.
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
