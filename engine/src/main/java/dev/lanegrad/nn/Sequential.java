package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/**
 * Modules one after another, each fed the output of the one before: named {@code 0}, {@code 1} and
 * so on. A {@link Linear} with a {@link ReLU} behind it is computed as one.
 *
 * @see <a href="https://docs.pytorch.org/docs/stable/generated/torch.nn.Sequential.html">
 *     torch.nn.Sequential</a>
 */
public final class Sequential extends Module {
  private final Module[] modules;

  /**
   * The given modules in their order.
   *
   * @throws IllegalArgumentException if one is null
   */
  public Sequential(Module... modules) {
    this.modules = modules.clone();
    for (int i = 0; i < modules.length; i++) {
      registerModule(Integer.toString(i), modules[i]);
    }
  }

  @Override
  public Tensor forward(Tensor input) {
    Tensor x = input;
    for (int i = 0; i < modules.length; i++) {
      if (modules[i] instanceof Linear
          && i + 1 < modules.length
          && modules[i + 1] instanceof ReLU) {
        x = ((Linear) modules[i]).forwardRelu(x);
        i++;
      } else {
        x = modules[i].forward(x);
      }
    }
    return x;
  }
}
