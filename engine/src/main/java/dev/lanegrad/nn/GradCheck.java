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
 * Loss loss = (o, t) -> o.sub(t).square().mean();
 * GradCheck.Report report = GradCheck.check(loss, Tensor.randn(5, 3), Tensor.randn(5, 3));
 * }</pre>
 *
 * <p>It throws where a gradient is wrong, and says which is the worst, of how many, and by how
 * much; where all are right the {@link Report} says the same.
 *
 * <p>The function is weighted to one number by {@code sum(w * y)} with random w, and each element
 * of each leaf moved by ±h and ±2h: {@code (8 (f(h) - f(-h)) - (f(2h) - f(-2h))) / 12h}, or {@code
 * (f(h) - f(-h)) / 2h}. An element is right if for one of several h this agrees with backward to 1
 * % of the largest gradient of its tensor, which is what float32 allows; steps of several sizes
 * because a large one may cross a kink (of a ReLU) and a small one drowns in rounding.
 *
 * <p><b>Kinks.</b> Where the slopes to the left and to the right differ and don't approach each
 * other as h shrinks, there is no derivative: any gradient between the two is right there, and the
 * report names the element.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html">
 *     torch.autograd.gradcheck</a>
 */
public final class GradCheck {
  private static final float[] STEPS = {0x1p-5f, 0x1p-7f, 0x1p-9f};
  private static final double TOLERANCE = 1e-2;

  /** Gradients smaller than this count as this when errors are put in proportion. */
  private static final double SMALL = 0.1;

  /**
   * A gradient that was compared.
   *
   * @param leaf which of the leaves, from 0; of a loss the input is 0 and the target 1, of a module
   *     the input comes last
   * @param element its place, row by row
   * @param shape the leaf's
   * @param numerical what differences give: the nearest of several steps
   * @param analytical what backward gave
   * @param error their distance in proportion to the largest gradient of the leaf
   */
  public record Entry(
      int leaf,
      int element,
      List<Integer> shape,
      double numerical,
      double analytical,
      double error) {
    private String place() {
      return "input " + leaf + ": element " + element + " of shape " + shape;
    }

    @Override
    public String toString() {
      return place()
          + " has the numerical gradient "
          + numerical
          + " and the analytical gradient "
          + analytical;
    }
  }

  /**
   * Gradients that were found right.
   *
   * @param checked how many
   * @param worst the one with the largest error; null if none was checked
   * @param kinks those where the function has no derivative, and the gradient lies between the
   *     slopes of both sides
   */
  public record Report(int checked, Entry worst, List<Entry> kinks) {
    @Override
    public String toString() {
      return checked
          + " gradients are right"
          + (worst == null
              ? ""
              : String.format(
                  ". The worst is off by %.3g %% of the largest, %s", 100 * worst.error, worst))
          + kinksText(kinks);
    }
  }

  private final Supplier<Tensor> function;
  private final List<Entry> wrong = new ArrayList<>();
  private final List<Entry> kinks = new ArrayList<>();
  private float[] weights;
  private double center;
  private Entry worst;
  private int checked;

  /** Whether the element that {@link #compare} looked at last lies on a kink. */
  private boolean kink;

  private GradCheck(Supplier<Tensor> function) {
    this.function = function;
  }

  /**
   * Checks a loss at an input, and at its target where that requires a gradient.
   *
   * @throws AssertionError naming the worst gradient, if one is wrong
   */
  public static Report check(Loss loss, Tensor input, Tensor target) {
    Tensor x = leaf(input);
    Tensor t = target.requiresGrad() ? leaf(target) : target;
    Supplier<Tensor> function = () -> loss.forward(x, t);
    return check(function, target.requiresGrad() ? new Tensor[] {x, t} : new Tensor[] {x});
  }

  /**
   * Checks a module at an input, in all of its parameters and in the input.
   *
   * @throws AssertionError naming the worst gradient, if one is wrong
   */
  public static Report check(Module module, Tensor input) {
    Tensor x = leaf(input);
    List<Tensor> leaves = new ArrayList<>(module.parameters());
    leaves.add(x);
    return check(() -> module.forward(x), leaves.toArray(new Tensor[0]));
  }

  /**
   * Checks a function of leaves that require a gradient. Their gradients are lost; their values are
   * moved and put back.
   *
   * @param function computes its result anew from the leaves at every call, the same for the same
   *     values
   * @throws AssertionError naming the worst gradient, if one is wrong
   */
  public static Report check(Supplier<Tensor> function, Tensor... leaves) {
    return new GradCheck(function).check(leaves);
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().copy().requiresGrad(true);
  }

  private Report check(Tensor[] leaves) {
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
    center = value();
    for (int i = 0; i < leaves.length; i++) {
      check(i, leaves[i]);
    }
    if (!wrong.isEmpty()) {
      throw new AssertionError(
          String.format(
              "Jacobian mismatch for output 0 with respect to %s. It is off by %.3g %% of the"
                  + " largest, the worst of %d wrong ones among %d%s.",
              worst, 100 * worst.error, wrong.size(), checked, kinksText(kinks)));
    }
    return new Report(checked, worst, List.copyOf(kinks));
  }

  private void check(int number, Tensor leaf) {
    int n = leaf.numel();
    float[] analytic = leaf.grad() == null ? new float[n] : leaf.grad().toArray();
    double largest = SMALL;
    for (float gradient : analytic) {
      largest = Math.max(largest, Math.abs(gradient));
    }
    List<Integer> shape = Arrays.stream(leaf.shape()).boxed().toList();
    for (int i = 0; i < n; i++) {
      double numeric = compare(leaf, i, analytic[i], largest);
      double error = Math.abs(numeric - analytic[i]) / Math.max(largest, Math.abs(numeric));
      Entry entry = new Entry(number, i, shape, numeric, analytic[i], error);
      checked++;
      if (kink) {
        kinks.add(entry);
      } else if (!(error <= TOLERANCE)) {
        wrong.add(entry);
      }
      // A NaN is worse than any number.
      if (worst == null || !(error <= worst.error) && !Double.isNaN(worst.error)) {
        worst = entry;
      }
    }
  }

  /**
   * The numerical gradient that is nearest to the analytical one. On a kink the slope of a side, or
   * the analytical gradient itself where it lies between the two.
   */
  private double compare(Tensor leaf, int i, double analytic, double largest) {
    float[] values = leaf.array();
    float before = values[i];
    double best = Double.NaN;
    double firstJump = 0;
    double jump = 0;
    double left = 0;
    double right = 0;
    for (float scale : STEPS) {
      // A power of two times the value's size, so that the moves are exact.
      float h = scale * Math.max(1f, Math.ulp(before) * 0x1p23f);
      double up = value(leaf, i, before + h);
      double down = value(leaf, i, before - h);
      double far = value(leaf, i, before + 2 * h) - value(leaf, i, before - 2 * h);
      best = nearer((8 * (up - down) - far) / (12.0 * h), best, analytic);
      // Right where a kink lies between h and 2h.
      best = nearer((up - down) / (2.0 * h), best, analytic);
      right = (up - center) / h;
      left = (center - down) / h;
      jump = Math.abs(right - left);
      firstJump = scale == STEPS[0] ? jump : firstJump;
    }
    values[i] = before;
    leaf.changed();
    // Of a smooth function the slopes differ by h f'', which is 16 times less at the last step; of
    // a
    // kink nearer than h by some part of the whole.
    double tolerance = TOLERANCE * Math.max(largest, Math.abs(best));
    double low = Math.min(left, right) - tolerance;
    double high = Math.max(left, right) + tolerance;
    kink = jump > 2 * tolerance && jump > firstJump / 8 && analytic >= low && analytic <= high;
    return kink ? analytic : best;
  }

  private static double nearer(double a, double b, double to) {
    return Double.isNaN(b) || Math.abs(a - to) < Math.abs(b - to) ? a : b;
  }

  private double value(Tensor leaf, int i, float value) {
    leaf.array()[i] = value;
    leaf.changed();
    return value();
  }

  @SuppressWarnings("try")
  private double value() {
    try (NoGrad off = NoGrad.enter()) {
      float[] y = function.get().toArray();
      double sum = 0;
      for (int k = 0; k < y.length; k++) {
        sum += (double) weights[k] * y[k];
      }
      return sum;
    }
  }

  private static String kinksText(List<Entry> kinks) {
    return kinks.isEmpty()
        ? ""
        : "; " + kinks.size() + " lie on kinks, the first at " + kinks.get(0).place();
  }
}
