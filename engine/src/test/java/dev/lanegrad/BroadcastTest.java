package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.nn.GradCheck;
import java.util.Arrays;
import java.util.List;
import java.util.function.BinaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Operands of different shapes are laid over each other as NumPy does. */
class BroadcastTest {
  private static final List<BinaryOperator<Tensor>> OPERATIONS =
      List.of(Tensor::add, Tensor::sub, Tensor::mul, Tensor::div, Tensor::maximum, Tensor::minimum);

  static Stream<int[][]> shapes() {
    return Stream.of(
        new int[][] {{}, {}},
        new int[][] {{3}, {3}},
        new int[][] {{3}, {}},
        new int[][] {{1}, {}},
        new int[][] {{2, 3}, {3}},
        new int[][] {{2, 3}, {1, 3}},
        new int[][] {{2, 3}, {2, 1}},
        new int[][] {{2, 3}, {1}},
        new int[][] {{2, 1}, {1, 3}},
        new int[][] {{2, 3, 4}, {4}},
        new int[][] {{2, 3, 4}, {3, 1}},
        new int[][] {{2, 3, 4}, {2, 1, 4}},
        new int[][] {{2, 3, 4}, {2, 1, 1}},
        new int[][] {{2, 1, 4}, {3, 1}},
        new int[][] {{5, 1, 4, 1}, {3, 1, 2}},
        new int[][] {{1, 1, 3}, {2, 1}},
        new int[][] {{2, 2, 1, 3}, {2, 1, 2, 3}});
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void likeALoopOverAllIndices(int[][] shapes) {
    Tensor a = Tensor.randn(new Generator(1), shapes[0]);
    Tensor b = Tensor.randn(new Generator(2), shapes[1]);
    check(a, b, Tensor::add, (x, y) -> x + y);
    check(b, a, Tensor::sub, (x, y) -> x - y);
    check(a, b, Tensor::mul, (x, y) -> x * y);
    check(b, a, Tensor::div, (x, y) -> x / y);
    check(a, b, Tensor::maximum, Math::max);
    check(b, a, Tensor::minimum, Math::min);
  }

  @ParameterizedTest
  @MethodSource("shapes")
  void gradients(int[][] shapes) {
    for (BinaryOperator<Tensor> operation : OPERATIONS) {
      Tensor a = apart(Tensor.rand(new Generator(3), shapes[0]), 0.5f).requiresGrad(true);
      Tensor b = apart(Tensor.rand(new Generator(4), shapes[1]), 0.75f).requiresGrad(true);
      GradCheck.check(() -> operation.apply(a, b), a, b);
      GradCheck.check(() -> operation.apply(b, a), a, b);
      // A second use of each, so that gradients are added and not only written.
      GradCheck.check(() -> operation.apply(a, b).add(a).sub(b), a, b);
    }
  }

  /** Multiples of a half and an offset: no two of different offsets near the kink of a maximum. */
  private static Tensor apart(Tensor x, float offset) {
    float[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] = Math.round(values[i] * 2) * 0.5f + offset;
    }
    return Tensor.of(values).view(x.shape());
  }

  @Test
  void theSameTensorTwice() {
    for (BinaryOperator<Tensor> operation : OPERATIONS) {
      if (operation != OPERATIONS.get(4) && operation != OPERATIONS.get(5)) {
        Tensor x = Tensor.rand(new Generator(5), 3, 2).add(0.5f).requiresGrad(true);
        GradCheck.check(() -> operation.apply(x, x), x);
      }
    }
    Tensor x = Tensor.ones(2).requiresGrad(true);
    x.maximum(x).sum().backward();
    assertThat(x.grad().toArray()).containsExactly(1, 1);
  }

  @Test
  void equalOnesShareTheGradientOfAnExtremum() {
    Tensor a = Tensor.of(new float[] {1, 2, 3}).requiresGrad(true);
    Tensor b = Tensor.of(new float[] {1, 3, 2}).requiresGrad(true);
    a.maximum(b).sum().backward();
    assertThat(a.grad().toArray()).containsExactly(0.5f, 0, 1);
    assertThat(b.grad().toArray()).containsExactly(0.5f, 1, 0);
  }

  @Test
  void emptyOperands() {
    Tensor a = Tensor.zeros(0, 3).requiresGrad(true);
    Tensor b = Tensor.ones(3).requiresGrad(true);
    Tensor y = a.mul(b);
    assertThat(y.shape()).containsExactly(0, 3);
    y.sum().backward();
    assertThat(b.grad().toArray()).containsExactly(0, 0, 0);
    assertThat(Tensor.zeros(3, 0).add(Tensor.zeros(3, 1)).shape()).containsExactly(3, 0);
  }

  @Test
  void transposedOperands() {
    Tensor a = Tensor.randn(new Generator(6), 3, 2).requiresGrad(true);
    Tensor b = Tensor.randn(new Generator(7), 2, 3).requiresGrad(true);
    assertThat(a.t().add(b).toArray()).isEqualTo(a.t().contiguous().add(b).toArray());
    GradCheck.check(() -> a.t().mul(b).t(), a, b);
  }

  @Test
  void shapesThatDontFit() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).add(Tensor.zeros(2, 4)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "The size of tensor a (3) must match the size of tensor b (4) at non-singleton"
                + " dimension 1")
        .hasMessageContaining("[2, 3] and [2, 4]");
  }

  private interface FloatFunction {
    float apply(float a, float b);
  }

  private static void check(
      Tensor a, Tensor b, BinaryOperator<Tensor> operation, FloatFunction function) {
    Tensor y = operation.apply(a, b);
    int rank = Math.max(a.rank(), b.rank());
    assertThat(y.rank()).isEqualTo(rank);
    int[] index = new int[rank];
    for (int i = 0; i < y.numel(); i++) {
      for (int d = rank - 1, rest = i; d >= 0; d--) {
        index[d] = rest % y.size(d);
        rest /= y.size(d);
      }
      assertThat(y.get(index)).isEqualTo(function.apply(at(a, index), at(b, index)));
    }
  }

  private static float at(Tensor x, int[] index) {
    int[] own = Arrays.copyOfRange(index, index.length - x.rank(), index.length);
    for (int d = 0; d < own.length; d++) {
      own[d] = x.size(d) == 1 ? 0 : own[d];
    }
    return x.get(own);
  }
}
