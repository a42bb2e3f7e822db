package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.nn.GradCheck;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Random expressions of the operations of {@link Tensor}, with broadcasting and parts that are used
 * again, have the gradients that differences of their values give. A seed makes an expression; a
 * failure names it.
 */
class RandomGraphTest {
  private static final int GRAPHS = 300;

  private static final int[][] SHAPES = {{2, 3}, {2, 3}, {3}, {2, 1}, {1, 3}, {}, {3, 2}};

  /** Values beyond this lose too many digits for a check in float32. */
  private static final float LARGE = 30f;

  private interface Step {
    Tensor apply(List<Tensor> values);
  }

  private final Set<String> used = new HashSet<>();

  @Test
  void gradientsAreThoseOfDifferences() {
    int checked = 0;
    int kinks = 0;
    int skipped = 0;
    for (int seed = 0; seed < GRAPHS; seed++) {
      List<Tensor> leaves = leaves(seed);
      List<String> text = new ArrayList<>();
      List<Step> steps = program(seed, leaves, text);
      if (steps == null) {
        skipped++;
        continue;
      }
      try {
        GradCheck.Report report =
            GradCheck.check(() -> run(steps, leaves), leaves.toArray(new Tensor[0]));
        checked += report.checked();
        kinks += report.kinks().size();
      } catch (AssertionError e) {
        throw new AssertionError("seed " + seed + ": " + String.join("; ", text), e);
      }
    }
    System.out.printf(
        "%d random graphs, %d gradients, %d on kinks, %d graphs too large to check%n",
        GRAPHS - skipped, checked, kinks, skipped);
    assertThat(skipped).isLessThan(GRAPHS / 5);
    assertThat(kinks).isLessThan(checked / 50);
    assertThat(used).hasSize(UNARY.length + BINARY.length);
  }

  private static List<Tensor> leaves(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Generator generator = new Generator(seed);
    List<Tensor> leaves = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      int[] shape = SHAPES[random.nextInt(SHAPES.length)];
      leaves.add(Tensor.randn(generator, shape).requiresGrad(true));
    }
    return leaves;
  }

  /** A weighted sum of all values that were computed, so that each has a gradient. */
  private static Tensor run(List<Step> steps, List<Tensor> leaves) {
    List<Tensor> values = new ArrayList<>(leaves);
    Tensor sum = Tensor.scalar(0);
    for (int i = 0; i < steps.size(); i++) {
      Tensor value = steps.get(i).apply(values);
      values.add(value);
      sum = sum.add(value.mean().mul(1f / (1 + i)));
    }
    return sum;
  }

  private List<Step> program(long seed, List<Tensor> leaves, List<String> text) {
    SplittableRandom random = new SplittableRandom(~seed);
    List<Tensor> values = new ArrayList<>(leaves);
    List<Step> steps = new ArrayList<>();
    int length = random.nextInt(3, 9);
    while (steps.size() < length) {
      boolean unary = random.nextBoolean();
      int a = random.nextInt(values.size());
      int b = random.nextInt(values.size());
      int op = random.nextInt(unary ? UNARY.length : BINARY.length);
      Step step =
          unary ? v -> unary(UNARY[op], v.get(a)) : v -> binary(BINARY[op], v.get(a), v.get(b));
      Tensor value;
      try {
        value = step.apply(values);
      } catch (IllegalArgumentException e) {
        continue; // shapes that don't fit
      }
      for (float element : value.toArray()) {
        if (!(Math.abs(element) < LARGE)) {
          return null;
        }
      }
      String name = unary ? UNARY[op] : BINARY[op];
      used.add(name);
      text.add(values.size() + " = " + name + " " + a + (unary ? "" : ", " + b));
      values.add(value);
      steps.add(step);
    }
    return steps;
  }

  private static final String[] UNARY = {
    "neg",
    "relu",
    "sigmoid",
    "tanh",
    "exp",
    "log",
    "sqrt",
    "abs",
    "square",
    "pow 3",
    "pow -1",
    "clamp",
    "sum",
    "mean",
    "sum 0",
    "sum -1",
    "mean 0",
    "softmax 0",
    "softmax -1",
    "logSoftmax 0",
    "logSoftmax -1",
    "view",
    "t",
    "copy",
    "contiguous",
    "in place"
  };

  private static final String[] BINARY = {
    "add", "sub", "mul", "div", "maximum", "minimum", "matmul", "addi", "muli"
  };

  private static Tensor unary(String op, Tensor x) {
    return switch (op) {
      case "neg" -> x.neg();
      case "relu" -> x.relu();
      case "sigmoid" -> x.sigmoid();
      case "tanh" -> x.tanh();
      case "exp" -> x.exp();
      case "log" -> x.square().add(0.5f).log();
      case "sqrt" -> x.square().add(0.5f).sqrt();
      case "abs" -> x.abs();
      case "square" -> x.square();
      case "pow 3" -> x.pow(3);
      case "pow -1" -> x.abs().add(0.5f).pow(-1);
      case "clamp" -> x.clamp(-0.7f, 0.9f);
      case "sum" -> x.sum();
      case "mean" -> x.mean();
      case "sum 0" -> x.sum(0, true);
      case "sum -1" -> x.sum(-1, false);
      case "mean 0" -> x.mean(0, false);
      case "softmax 0" -> x.softmax(0);
      case "softmax -1" -> x.softmax(-1);
      case "logSoftmax 0" -> x.logSoftmax(0);
      case "logSoftmax -1" -> x.logSoftmax(-1);
      case "view" -> x.contiguous().view(-1, 1);
      case "t" -> x.t();
      case "copy" -> x.copy();
      case "contiguous" -> x.t().contiguous();
      case "in place" -> x.mul(2).subi(1).divi(3);
      default -> throw new AssertionError(op);
    };
  }

  private static Tensor binary(String op, Tensor a, Tensor b) {
    return switch (op) {
      case "add" -> a.add(b);
      case "sub" -> a.sub(b);
      case "mul" -> a.mul(b);
      case "div" -> a.div(b.square().add(0.5f));
      case "maximum" -> a.maximum(b);
      case "minimum" -> a.minimum(b);
      case "matmul" -> a.matmul(b);
      case "addi" -> a.mul(1).addi(b);
      case "muli" -> a.add(0).muli(b);
      default -> throw new AssertionError(op);
    };
  }
}
