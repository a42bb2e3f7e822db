package dev.lanegrad.nn;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;

/**
 * Compares the gradients of backward with those that differences of the function's values give: for
 * losses, modules and operations of your own.
 *
 * <pre>{@code
 * Loss loss = (o, t) -> {
 *   Functional.checkSameShape(o, t);
 *   return o.sub(t).square().mean();
 * };
 * GradCheck.Report report = GradCheck.check(loss, Tensor.randn(5, 3), Tensor.randn(5, 3));
 * }</pre>
 *
 * <p>It throws where a gradient is wrong, and says which is the worst, of how many, and by how
 * much; where all are right the {@link Report} says the same.
 *
 * <p><b>What is compared.</b> The function is weighted to one number by {@code f = sum(w * y)} with
 * random w, added up in double, and each element of each leaf moved by ±h. {@code (f(h) - f(-h)) /
 * 2h} of three h is extrapolated to h = 0; h runs from 4 times the element's size downwards until
 * the estimated error of that is least. An element is right if backward agrees with it to 0.1 % of
 * the element itself (the rtol of torch.autograd.gradcheck) and three times that estimate, which is
 * mostly less than its atol of 1e-5: it is measured from the outputs' rounding, so small gradients,
 * of a mean over many elements or of a loss with a small factor, are compared as strictly as large
 * ones.
 *
 * <p><b>Kinks.</b> Where the slopes to the left and to the right differ and don't approach each
 * other as h shrinks, there is no derivative: any gradient between the two is right there, and the
 * report names the element.
 *
 * <p><b>What can't be compared.</b> The function must be the same each time: with random numbers in
 * it, as of a dropout, it is refused. A function that throws {@link IllegalArgumentException} for
 * moved values, as a loss of probabilities may, is taken as not defined there.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.autograd.gradcheck.gradcheck.html">
 *     torch.autograd.gradcheck</a>
 */
public final class GradCheck {
  /**
   * A gradient that was compared.
   *
   * @param leaf which of the leaves, from 0; of a loss the input is 0 and the target 1, of a module
   *     the input comes last
   * @param element its place, row by row
   * @param shape the leaf's
   * @param numerical what differences give; on a kink the analytical gradient
   * @param analytical what backward gave
   * @param error their distance in proportion to the largest gradient of the leaf; NaN where one of
   *     them is no finite number
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
                  Locale.ROOT,
                  ". The worst is off by %.3g %% of the largest, %s",
                  100 * worst.error,
                  worst))
          + kinksText(kinks);
    }
  }

  /**
   * Standard deviations by which rounding in backward may take a gradient off. It matters where
   * large contributions cancel out.
   */
  private static final double DEVIATIONS = 6;

  /** Wrong gradients after which others are no longer given a second chance, which takes time. */
  private static final int MANY_WRONG = 8;

  private final Supplier<Tensor> function;
  private final Tensor[] leaves;
  private final List<Entry> kinks = new ArrayList<>();
  private Entry worst;
  private Entry worstWrong;
  private int wrong;
  private int checked;

  private float[] weights;
  private float[][] gradients;

  /**
   * Of each leaf's gradient, the standard deviation of its rounding; null until it is asked for.
   */
  private double[][] gradientNoise;

  private GradCheck(Supplier<Tensor> function, Tensor[] leaves) {
    this.function = function;
    this.leaves = leaves;
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
   * Checks a module at an input, in all of its parameters that require a gradient and in the input.
   *
   * @throws AssertionError naming the worst gradient, if one is wrong
   */
  public static Report check(Module module, Tensor input) {
    Tensor x = leaf(input);
    List<Tensor> leaves = new ArrayList<>();
    for (Tensor parameter : module.parameters()) {
      if (parameter.requiresGrad()) {
        leaves.add(parameter);
      }
    }
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
   * @throws IllegalArgumentException if a leaf requires no gradient, or the function has another
   *     result when it is called again
   */
  public static Report check(Supplier<Tensor> function, Tensor... leaves) {
    return new GradCheck(function, leaves).check();
  }

  private static Tensor leaf(Tensor values) {
    return values.detach().copy().requiresGrad(true);
  }

  private Report check() {
    for (Tensor leaf : leaves) {
      if (!leaf.requiresGrad() || !leaf.isLeaf()) {
        throw new IllegalArgumentException(
            "GradCheck needs leaves that require a gradient, but the tensor of shape "
                + Arrays.toString(leaf.shape())
                + " is none. Call requiresGrad(true) on it.");
      }
    }
    float[] center = outputs();
    weights = new Generator(0).uniform(0.5f, 1.5f, center.length).toArray();
    gradients = gradients(weights);
    if (!Arrays.equals(center, outputs())) {
      throw new IllegalArgumentException(
          "GradCheck needs a function with the same result for the same leaves, but the second call"
              + " gave another one. Leave random numbers out of it: eval() turns a dropout off.");
    }
    List<MovableLeaf> movable = Arrays.stream(leaves).map(MovableLeaf::new).toList();
    NumericalGradient numerical =
        new NumericalGradient(this::outputs, weights, center, outputNoise(center, movable));
    for (int i = 0; i < leaves.length; i++) {
      check(i, movable.get(i), numerical);
    }
    if (wrong > 0) {
      throw new AssertionError(
          String.format(
              Locale.ROOT,
              "Jacobian mismatch for output 0 with respect to %s. It is off by %.3g %% of the"
                  + " largest, the worst of %d wrong ones among %d%s.",
              worstWrong,
              100 * worstWrong.error,
              wrong,
              checked,
              kinksText(kinks)));
    }
    return new Report(checked, worst, List.copyOf(kinks));
  }

  private void check(int number, MovableLeaf leaf, NumericalGradient numerical) {
    float[] analytic = gradients[number];
    List<Integer> shape = Arrays.stream(leaves[number].shape()).boxed().toList();
    double largest = 0;
    for (float gradient : analytic) {
      if (Float.isFinite(gradient)) {
        largest = Math.max(largest, Math.abs(gradient));
      }
    }
    for (int i = 0; i < analytic.length; i++) {
      numerical.measure(leaf.element(i), analytic[i], 0, false);
      if (!numerical.isRight() && Float.isFinite(analytic[i]) && wrong < MANY_WRONG) {
        double slack = DEVIATIONS * gradientNoise(number, i);
        numerical.measure(leaf.element(i), analytic[i], slack, true);
      }
      double numeric = numerical.isKink() ? analytic[i] : numerical.derivative();
      double distance = Math.abs(numeric - analytic[i]);
      double error = distance == 0 ? 0 : distance / Math.max(largest, Math.abs(numeric));
      Entry entry = new Entry(number, i, shape, numeric, analytic[i], error);
      checked++;
      worst = worse(worst, entry);
      if (numerical.isKink()) {
        kinks.add(entry);
      } else if (!numerical.isRight()) {
        wrong++;
        worstWrong = worse(worstWrong, entry);
      }
    }
  }

  /** What backward gives each leaf for a gradient of the output. */
  private float[][] gradients(float[] outputGradient) {
    for (Tensor leaf : leaves) {
      leaf.zeroGrad();
    }
    Tensor output = function.get();
    output.backward(Tensor.of(outputGradient, output.numel()).view(output.shape()));
    float[][] result = new float[leaves.length][];
    for (int i = 0; i < leaves.length; i++) {
      Tensor gradient = leaves[i].grad();
      result[i] = gradient == null ? new float[leaves[i].numel()] : gradient.toArray();
    }
    return result;
  }

  /**
   * Measured by moving the gradient of the output, in which backward is linear also where the
   * function has a kink.
   */
  private double gradientNoise(int leaf, int element) {
    if (gradientNoise == null) {
      gradientNoise = new double[leaves.length][];
      float[] moved = new float[weights.length];
      for (int i = 0; i < leaves.length; i++) {
        int number = i;
        gradientNoise[i] =
            RoundingNoise.measure(
                places -> {
                  RoundingNoise.move(weights, places, moved);
                  return gradients(moved)[number];
                },
                gradients[i]);
      }
    }
    return gradientNoise[leaf][element];
  }

  /** The standard deviation of the rounding of each output. */
  private double[] outputNoise(float[] center, List<MovableLeaf> leaves) {
    double[] noise =
        RoundingNoise.measure(
            places -> {
              leaves.forEach(leaf -> leaf.moveByPlaces(places));
              return outputs();
            },
            center);
    leaves.forEach(MovableLeaf::putBack);
    return noise;
  }

  /** The one with the larger error; a NaN is worse than any number. */
  private static Entry worse(Entry a, Entry b) {
    return a == null || !(b.error <= a.error) && !Double.isNaN(a.error) ? b : a;
  }

  @SuppressWarnings("try") // the scope is what it is for
  private float[] outputs() {
    try (NoGrad off = NoGrad.enter()) {
      return function.get().toArray();
    }
  }

  private static String kinksText(List<Entry> kinks) {
    return kinks.isEmpty()
        ? ""
        : "; " + kinks.size() + " lie on kinks, the first at " + kinks.get(0).place();
  }
}
