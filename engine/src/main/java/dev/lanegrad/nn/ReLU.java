package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * {@code y = max(0, x)}, elementwise; NaN stays NaN, and the gradient at 0 is 0.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.nn.ReLU.html">torch.nn.ReLU</a>
 */
public final class ReLU extends Module {
  /** The function has nothing to choose. */
  public ReLU() {}

  @Override
  public Tensor forward(Tensor input) {
    return input.relu();
  }
}
