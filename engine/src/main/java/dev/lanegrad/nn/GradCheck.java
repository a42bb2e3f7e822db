package dev.lanegrad.nn;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Supplier;

/**
 * Compares the gradients of backward with those that differences of the function's values give: for
 * losses, modules and operations of your own.
 *
 * <pre>{@code
 * GradCheck.check((o, t) -> o.sub(t).square().mean(), Tensor.randn(5, 3), Tensor.randn(5, 3));
 * }</pre>
 *
 * <p>The function is weighted to one number by {@code sum(w * y)} with random w, and each element
 * of each leaf moved by ±h and ±2h: {@code (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h}. An element
 * is right if for one of several h this agrees with backward to 1 % of the largest gradient of its
 * tensor, which is what float32 allows; steps of several sizes because a large one may cross a kink
 * (of a ReLU) and a small one drowns in rounding.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html">
 *     torch.autograd.gradcheck</a>
 */
public final class GradCheck {
  private static final float[] STEPS = {0x1p-5f, 0x1p-7f, 0x1p-9f};
  private static final double TOLERANCE = 1e-2;

  private final Supplier<Tensor> function;
  private float[] weights;

  private GradCheck(Supplier<Tensor> function) {
    this.function = function;
  }

  /**
   * Checks a loss at an input, and at its target where that requires a gradient.
   *
   * @throws AssertionError naming the first gradient that is wrong
   */
  public static void check(Loss loss, Tensor input, Tensor target) {
    Tensor x = leaf(input);
    Tensor t = target.requiresGrad() ? leaf(target) : target;
    Supplier<Tensor> function = () -> loss.forward(x, t);
    check(function, target.requiresGrad() ? new Tensor[] {x, t} : new Tensor[] {x});
  }

  /**
   * Checks a module at an input, in the input and in all of its parameters.
   *
   * @throws AssertionError naming the first gradient that is wrong
   */
  public static void check(Module module, Tensor input) {
    Tensor x = leaf(input);
    List<Tensor> leaves = new ArrayList<>(module.parameters());
    leaves.add(x);
    check(() -> module.forward(x), leaves.toArray(new Tensor[0]));
  }

  /**
   * Checks a function of leaves that require a gradient. Their gradients are lost; their values are
   * moved and put back.
   *
   * @param function computes its result anew from the leaves at every call, the same for the same
   *     values
   * @throws AssertionError naming the first gradient that is wrong
   */
  public static void check(Supplier<Tensor> function, Tensor... leaves) {
    new GradCheck(function).check(leaves);
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().copy().requiresGrad(true);
  }

  private void check(Tensor[] leaves) {
    for (Tensor leaf : leaves) {
      if (!leaf.requiresGrad() || !leaf.isLeaf()) {
        throw new IllegalArgumentException(
            "GradCheck needs leaves that require a gradient, but the tensor of shape "
                + Arrays.toString(leaf.shape())
                + " is none. Call requiresGrad(true) on it.");
      }
      leaf.zeroGrad();
    }
    Tensor output = function.get();
    weights = new Generator(0).uniform(0.5f, 1.5f, output.numel()).toArray();
    output.backward(Tensor.of(weights, output.numel()).view(output.shape()));
    for (int i = 0; i < leaves.length; i++) {
      check(i, leaves[i]);
    }
  }

  private void check(int number, Tensor leaf) {
    int n = leaf.numel();
    float[] analytic = leaf.grad() == null ? new float[n] : leaf.grad().toArray();
    double largest = 0;
    for (float gradient : analytic) {
      largest = Math.max(largest, Math.abs(gradient));
    }
    for (int i = 0; i < n; i++) {
      double best = Double.NaN;
      boolean right = false;
      for (int s = 0; s < STEPS.length && !right; s++) {
        double numeric = slope(leaf, i, STEPS[s]);
        double tolerance = TOLERANCE * Math.max(0.1, Math.max(largest, Math.abs(numeric)));
        right = Math.abs(numeric - analytic[i]) <= tolerance;
        best = Double.isNaN(best) || closer(numeric, best, analytic[i]) ? numeric : best;
      }
      if (!right) {
        throw new AssertionError(
            "Jacobian mismatch for output 0 with respect to input "
                + number
                + ": element "
                + i
                + " of shape "
                + Arrays.toString(leaf.shape())
                + " has the numerical gradient "
                + best
                + " and the analytical gradient "
                + analytic[i]
                + ". If the function has no kink there, its backward is wrong.");
      }
    }
  }

  private static boolean closer(double a, double b, double to) {
    return Math.abs(a - to) < Math.abs(b - to);
  }

  private double slope(Tensor leaf, int i, float scale) {
    float[] values = leaf.array();
    float before = values[i];
    // A power of two times the value's size, so that the moves are exact.
    float h = scale * Math.max(1f, Math.ulp(before) * 0x1p23f);
    double near = value(leaf, i, before + h) - value(leaf, i, before - h);
    double far = value(leaf, i, before + 2 * h) - value(leaf, i, before - 2 * h);
    values[i] = before;
    leaf.changed();
    return (8 * near - far) / (12.0 * h);
  }

  @SuppressWarnings("try")
  private double value(Tensor leaf, int i, float value) {
    leaf.array()[i] = value;
    leaf.changed();
    try (NoGrad off = NoGrad.enter()) {
      float[] y = function.get().toArray();
      double sum = 0;
      for (int k = 0; k < y.length; k++) {
        sum += (double) weights[k] * y[k];
      }
      return sum;
    }
  }
}
