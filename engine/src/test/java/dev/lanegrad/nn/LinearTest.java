package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Golden;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class LinearTest {
  @Test
  void everyGoldenLine() {
    List<Golden> lines = Golden.lines("linear/");
    String made = "";
    Map<String, Tensor> actual = Map.of();
    int checked = 0;
    for (Golden line : lines) {
      if (!line.id().equals(made)) {
        actual = run(line.seed(), line.id());
        made = line.id();
      }
      line.check(actual.get(line.field()), 1e-5);
      checked++;
    }
    assertThat(checked).isEqualTo(90);
  }

  private static Map<String, Tensor> run(long seed, String id) {
    String[] sizes = id.replaceFirst(".*/in=", "").split(",[a-z]+=");
    int in = Integer.parseInt(sizes[0]);
    int out = Integer.parseInt(sizes[1]);
    int batch = Integer.parseInt(sizes[2]);
    Generator.manualSeed(seed);
    Linear linear = new Linear(in, out, Boolean.parseBoolean(sizes[3]));
    Tensor x = Tensor.randn(batch, in).requiresGrad(true);
    Tensor gradient = Tensor.randn(batch, out);
    Tensor y = linear.forward(x);
    y.backward(gradient);
    if (linear.bias() == null) {
      return Map.of(
          "weight", linear.weight(), "y", y, "dx", x.grad(), "dweight", linear.weight().grad());
    }
    return Map.of(
        "weight",
        linear.weight(),
        "bias",
        linear.bias(),
        "y",
        y,
        "dx",
        x.grad(),
        "dweight",
        linear.weight().grad(),
        "dbias",
        linear.bias().grad());
  }

  @Test
  void leadingDimensionsAreTheBatch() {
    Linear linear = new Linear(new Generator(1), 4, 3, true);
    Tensor x = Tensor.randn(new Generator(2), 2, 5, 4);
    Tensor y = linear.forward(x);
    assertThat(y.shape()).containsExactly(2, 5, 3);
    assertThat(y.toArray()).isEqualTo(linear.forward(x.view(10, 4)).toArray());
    assertThat(linear.forward(Tensor.ones(4)).shape()).containsExactly(3);
    GradCheck.check(linear, x);
  }

  @Test
  void transposedInput() {
    Linear linear = new Linear(new Generator(1), 4, 3, true);
    Tensor x = Tensor.randn(new Generator(2), 4, 5);
    assertThat(linear.forward(x.t()).toArray())
        .isEqualTo(linear.forward(x.t().contiguous()).toArray());
  }

  @Test
  void emptyBatch() {
    Linear linear = new Linear(4, 3);
    linear.forward(Tensor.zeros(0, 4)).sum().backward();
    assertThat(linear.weight().grad().toArray()).containsOnly(0f);
    assertThat(linear.bias().grad().toArray()).containsOnly(0f);
  }

  @Test
  void wrongInputWidthNamesWhatTheLayerExpects() {
    Linear linear = new Linear(32, 16);
    assertThatThrownBy(() -> linear.forward(Tensor.zeros(10, 31)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mat1 and mat2 shapes cannot be multiplied (10x31 and 32x16)")
        .hasMessageContaining("Linear(32, 16) expects an input of shape [..., 32]")
        .hasMessageContaining("[10, 31]");
    assertThatThrownBy(() -> linear.forward(Tensor.zeros(8, 8, 8)))
        .hasMessageContaining("view(-1, 32)");
    assertThatThrownBy(() -> linear.forward(Tensor.scalar(1)))
        .hasMessageContaining("(1x1 and 32x16)");
  }

  @Test
  void wrongWeightOrBias() {
    Tensor x = Tensor.zeros(2, 3);
    assertThatThrownBy(() -> Functional.linear(x, Tensor.zeros(3)))
        .hasMessageContaining("two dimensions");
    assertThatThrownBy(() -> Functional.linear(x, Tensor.zeros(4, 3), Tensor.zeros(3)))
        .hasMessageContaining("[4]");
  }

  @Test
  void functionalWithoutABias() {
    Tensor x = Tensor.randn(new Generator(4), 2, 3);
    Tensor w = Tensor.randn(new Generator(5), 4, 3);
    assertThat(Functional.linear(x, w).toArray()).isEqualTo(x.matmul(w.t()).toArray());
  }

  @Test
  void initialValuesAreUniformInTheirBound() {
    float bound = (float) (1 / Math.sqrt(50));
    for (float value : new Linear(50, 40).weight().toArray()) {
      assertThat(Math.abs(value)).isLessThanOrEqualTo(bound);
    }
  }

  /** A layer that isn't trained reads its weight transposed after a while; nobody can see it. */
  @Test
  void inferenceHasTheBitsOfTrainingHoweverOftenItRuns() {
    for (int batch : new int[] {1, 2, 10, 16, 17}) {
      Linear linear = new Linear(new Generator(batch), 200, 130, batch != 2);
      Tensor x = Tensor.randn(new Generator(7), batch, 200);
      for (int run = 0; run < 4; run++) {
        assertSameAsTrained(linear, x);
      }
    }
  }

  @Test
  void inferenceSeesEveryChangeOfTheWeight() {
    Linear linear = new Linear(new Generator(1), 200, 130, true);
    Tensor x = Tensor.randn(new Generator(2), 3, 200);
    for (int change = 0; change < 3; change++) {
      for (int run = 0; run < 3; run++) {
        assertSameAsTrained(linear, x);
      }
      linear.weight().data().muli(0.5f);
      assertSameAsTrained(linear, x);
      linear.weight().array()[7] = 100f + change;
      linear.weight().changed();
    }
  }

  @Test
  void inferenceSeesAChangeOfAnArrayThatIsNotItsOwn() {
    float[] values = new float[130 * 200];
    Tensor weight = Tensor.wrap(values, 130, 200);
    Tensor x = Tensor.ones(1, 200);
    for (int run = 0; run < 4; run++) {
      values[0] = run;
      assertThat(Functional.linear(x, weight, null).get(0, 0)).isEqualTo(run);
    }
  }

  @SuppressWarnings("try") // the scope is what it is for
  private static void assertSameAsTrained(Linear linear, Tensor x) {
    Tensor expected = Functional.relu(linear.forward(x));
    Tensor actual;
    try (NoGrad off = NoGrad.enter()) {
      actual = new Sequential(linear, new ReLU()).forward(x);
    }
    assertThat(actual.toArray()).isEqualTo(expected.toArray());
  }
}
