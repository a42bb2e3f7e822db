package dev.lanegrad;

import dev.lanegrad.kernel.Kernels;

/** {@code y = x_1 + ... + x_n}, in the order of {@link Kernels#sum}. */
final class Sum extends Operation {
  Sum(Tensor x) {
    super(x);
  }

  @Override
  protected void forward() {
    output()[0] = Kernels.current().sum(numel(0), values(0), 0);
  }

  /** {@code dx_i = dy}. */
  @Override
  protected void backward() {
    contributeToAll(0, outputGradient());
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
