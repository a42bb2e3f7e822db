package dev.lanegrad;

import dev.lanegrad.kernel.Kernels;

/** {@code y = (x_1 + ... + x_n) / n}. */
final class Mean extends Operation {
  private final float[] share = new float[1];

  Mean(Tensor x) {
    super(x);
  }

  @Override
  protected void forward() {
    output()[0] = Kernels.current().sum(numel(0), values(0), 0) / numel(0);
  }

  /** {@code dx_i = dy / n}. */
  @Override
  protected void backward() {
    share[0] = outputGradient()[0] / numel(0);
    contributeToAll(0, share);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }
}
