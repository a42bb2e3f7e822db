package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * A tensor that a {@link Module} learns: a leaf that requires a gradient.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.parameter.Parameter.html">
 *     torch.nn.Parameter</a>
 */
public final class Parameter extends Tensor {
  /** A parameter that shares the values of a tensor, and not its history. */
  public Parameter(Tensor values) {
    super(values.contiguous());
  }

  @Override
  public String toString() {
    return "Parameter containing:\n" + super.toString();
  }
}
