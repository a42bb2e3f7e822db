package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A Linear and the ReLU behind it are computed as one, which only the clock may tell. */
class SequentialTest {
  private static final float[] SPECIAL = {
    Float.NaN, Float.POSITIVE_INFINITY, Float.NEGATIVE_INFINITY, 0f, -0f, Float.MIN_VALUE, 1f
  };

  @ParameterizedTest
  @CsvSource({"10, 32, 16, true", "10, 32, 16, false", "1, 1, 1, true", "67, 65, 130, true"})
  void sameBitsAsApart(int batch, int in, int out, boolean biased) {
    Generator generator = new Generator(1);
    Linear linear = new Linear(generator, in, out, biased);
    Module together = new Sequential(linear, new ReLU());
    Tensor x = generator.randn(batch, in);
    for (int i = 0; i < SPECIAL.length && i < batch; i++) {
      x.array()[i * in] = SPECIAL[i];
    }
    if (biased) {
      linear.bias().array()[0] = -0f;
    }
    Tensor gradient = generator.randn(batch, out);
    gradient.array()[0] = -0f;

    int[][] apart = results(x, linear, gradient, linear.forward(x.requiresGrad(true)).relu());
    int[][] joined = results(x, linear, gradient, together.forward(x));
    assertThat(joined).isDeepEqualTo(apart);
  }

  private static int[][] results(Tensor x, Linear linear, Tensor gradient, Tensor y) {
    x.zeroGrad();
    linear.zeroGrad();
    y.backward(gradient);
    return new int[][] {
      bits(y),
      bits(x.grad()),
      bits(linear.weight().grad()),
      linear.bias() == null ? new int[0] : bits(linear.bias().grad())
    };
  }

  private static int[] bits(Tensor tensor) {
    int[] bits = new int[tensor.numel()];
    for (int i = 0; i < bits.length; i++) {
      bits[i] = Float.floatToIntBits(tensor.array()[i]);
    }
    return bits;
  }

  @Test
  void theResultIsThatOfARelu() {
    Module net = new Sequential(new Linear(2, 2), new ReLU());
    assertThat(net.forward(Tensor.ones(1, 2)).toString()).contains("grad_fn=<ReluBackward0>");
  }

  @Test
  void aResultChangedInPlaceIsNoticed() {
    Tensor y = new Sequential(new Linear(2, 2), new ReLU()).forward(Tensor.ones(1, 2));
    Tensor sum = y.sum();
    y.data().zeroi();
    assertThatThrownBy(sum::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("modified by an inplace operation")
        .hasMessageContaining("the output of Relu");
  }

  @Test
  void backwardTwiceThroughAKeptGraphAddsUp() {
    Linear linear = new Linear(new Generator(1), 3, 4, true);
    Tensor sum = new Sequential(linear, new ReLU()).forward(Tensor.ones(2, 3)).sum();
    sum.backward(null, true);
    float[] once = linear.weight().grad().toArray();
    sum.backward();
    assertThat(linear.weight().grad().toArray()).isEqualTo(Tensor.of(once).mul(2).toArray());
  }
}
