package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.nn.GradCheck;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Values and gradients of the operations of one operand, and of matmul. */
class OperationsTest {
  private interface DoubleFunction {
    double apply(double x);
  }

  static Stream<Arguments> elementwise() {
    return Stream.of(
        function("neg", Tensor::neg, x -> -x),
        function("relu", Tensor::relu, x -> Math.max(0, x)),
        function("sigmoid", Tensor::sigmoid, x -> 1 / (1 + Math.exp(-x))),
        function("tanh", Tensor::tanh, Math::tanh),
        function("exp", Tensor::exp, Math::exp),
        function("log", x -> x.abs().log(), x -> Math.log(Math.abs(x))),
        function("sqrt", x -> x.abs().sqrt(), x -> Math.sqrt(Math.abs(x))),
        function("abs", Tensor::abs, Math::abs),
        function("square", Tensor::square, x -> x * x),
        function("pow 0", x -> x.pow(0), x -> 1),
        function("pow 1", x -> x.pow(1), x -> x),
        function("pow 2", x -> x.pow(2), x -> x * x),
        function("pow 3", x -> x.pow(3), x -> x * x * x),
        function("pow 0.5", x -> x.abs().pow(0.5f), x -> Math.sqrt(Math.abs(x))),
        function("pow -1", x -> x.pow(-1), x -> 1 / x),
        function("pow 1.7", x -> x.abs().pow(1.7f), x -> Math.pow(Math.abs(x), 1.7f)),
        function("pow -2", x -> x.pow(-2), x -> 1 / (x * x)),
        function("clamp", x -> x.clamp(-0.5f, 1), x -> Math.min(Math.max(x, -0.5), 1)),
        function("copy", Tensor::copy, x -> x),
        function("add", x -> x.add(2), x -> x + 2),
        function("sub", x -> x.sub(2), x -> x - 2),
        function("mul", x -> x.mul(2), x -> x * 2),
        function("div", x -> x.div(2), x -> x / 2));
  }

  private static Arguments function(
      String name, UnaryOperator<Tensor> operation, DoubleFunction function) {
    return Arguments.of(name, operation, function);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("elementwise")
  void valuesAndGradients(String name, UnaryOperator<Tensor> operation, DoubleFunction function) {
    Tensor x = away(Tensor.randn(new Generator(11), 3, 7)).requiresGrad(true);
    float[] values = x.toArray();
    float[] actual = operation.apply(x).toArray();
    for (int i = 0; i < values.length; i++) {
      double expected = function.apply(values[i]);
      assertThat((double) actual[i]).isCloseTo(expected, within(4e-7 * Math.abs(expected)));
    }
    GradCheck.check(() -> operation.apply(x), x);
    GradCheck.check(() -> operation.apply(x).add(operation.apply(x)), x);
  }

  /** Moves values away from 0, where some functions have kinks or poles. */
  private static Tensor away(Tensor x) {
    float[] values = x.toArray();
    for (int i = 0; i < values.length; i++) {
      values[i] += Math.copySign(0.3f, values[i]);
    }
    return Tensor.of(values, x.shape());
  }

  @Test
  void reluAtItsEdges() {
    Tensor x =
        Tensor.of(new float[] {-1, -0f, 0, 1, Float.NaN, Float.NEGATIVE_INFINITY})
            .requiresGrad(true);
    Tensor y = x.relu();
    assertThat(y.toArray()).containsExactly(0, 0, 0, 1, Float.NaN, 0);
    y.sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0, 0, 1, 1, 0);
  }

  @Test
  void gradientsAtTheEdgesOfAbsAndClamp() {
    Tensor x = Tensor.of(new float[] {-2, -1, 0, 1, 2}).requiresGrad(true);
    x.abs().sum().backward();
    assertThat(x.grad().toArray()).containsExactly(-1, -1, 0, 1, 1);
    x.zeroGrad();
    x.clamp(-1, 1).sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 1, 1, 1, 0);
  }

  @Test
  void pow() {
    Tensor x = Tensor.of(new float[] {0, -2, 3}).requiresGrad(true);
    Tensor y = x.pow(0);
    assertThat(y.toArray()).containsExactly(1, 1, 1);
    y.sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0, 0);
    assertThat(x.pow(-1).toArray()).containsExactly(Float.POSITIVE_INFINITY, -0.5f, 1f / 3);
  }

  static Stream<Arguments> reductions() {
    Map<String, UnaryOperator<Tensor>> map = new LinkedHashMap<>();
    map.put("sum", Tensor::sum);
    map.put("mean", Tensor::mean);
    for (int dim = -3; dim < 3; dim++) {
      int d = dim;
      map.put("sum " + d, x -> x.sum(d, false));
      map.put("sum keep " + d, x -> x.sum(d, true));
      map.put("mean " + d, x -> x.mean(d, false));
      map.put("softmax " + d, x -> x.softmax(d));
      map.put("logSoftmax " + d, x -> x.logSoftmax(d));
    }
    return map.entrySet().stream().map(e -> Arguments.of(e.getKey(), e.getValue()));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("reductions")
  void gradientsOfReductions(String name, UnaryOperator<Tensor> operation) {
    Tensor x = Tensor.randn(new Generator(12), 2, 3, 4).requiresGrad(true);
    GradCheck.check(() -> operation.apply(x), x);
    GradCheck.check(() -> operation.apply(x).square().sum().add(x.sum()), x);
  }

  @Test
  void sumsAlongADimension() {
    Tensor x = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
    assertThat(x.sum().item()).isEqualTo(21f);
    assertThat(x.mean().item()).isEqualTo(3.5f);
    assertThat(x.sum(0, false).toArray()).containsExactly(5, 7, 9);
    assertThat(x.sum(0, false).shape()).containsExactly(3);
    assertThat(x.sum(1, true).toArray()).containsExactly(6, 15);
    assertThat(x.sum(1, true).shape()).containsExactly(2, 1);
    assertThat(x.mean(-1, false).toArray()).containsExactly(2, 5);
    assertThat(x.t().sum(0, false).toArray()).containsExactly(6, 15);
    assertThat(Tensor.scalar(3).sum(0, true).item()).isEqualTo(3f);
    assertThat(Tensor.zeros(0).sum().item()).isZero();
    assertThat(Tensor.zeros(0).mean().item()).isNaN();
    assertThat(Tensor.zeros(2, 0).sum(1, false).toArray()).containsExactly(0, 0);
    assertThatThrownBy(() -> x.sum(2, false)).hasMessageStartingWith("Dimension out of range");
  }

  @Test
  void softmaxOfLargeNumbers() {
    Tensor x = Tensor.of(new float[] {1000, 1000, -1000, 1000}, 2, 2);
    assertThat(x.softmax(1).toArray()).containsExactly(0.5f, 0.5f, 0, 1);
    assertThat(x.softmax(0).toArray()).containsExactly(1, 0.5f, 0, 0.5f);
    assertThat(x.logSoftmax(1).get(1, 0)).isEqualTo(-2000f);
  }

  @Test
  void softmaxSumsToOne() {
    Tensor x = Tensor.randn(new Generator(13), 4, 5, 6);
    for (int dim = 0; dim < 3; dim++) {
      for (float sum : x.softmax(dim).sum(dim, false).toArray()) {
        assertThat(sum).isCloseTo(1f, within(1e-6f));
      }
      float[] log = x.softmax(dim).log().toArray();
      float[] direct = x.logSoftmax(dim).toArray();
      for (int i = 0; i < log.length; i++) {
        assertThat(direct[i]).isCloseTo(log[i], within(1e-5f));
      }
    }
  }

  @Test
  void matmul() {
    Tensor a = Tensor.randn(new Generator(14), 3, 4).requiresGrad(true);
    Tensor b = Tensor.randn(new Generator(15), 4, 2).requiresGrad(true);
    Tensor v = Tensor.randn(new Generator(16), 4).requiresGrad(true);
    Tensor at = Tensor.randn(new Generator(17), 4, 3).requiresGrad(true);
    Tensor bt = Tensor.randn(new Generator(18), 2, 4).requiresGrad(true);
    Tensor y = a.matmul(b);
    assertThat(y.shape()).containsExactly(3, 2);
    for (int i = 0; i < 3; i++) {
      for (int j = 0; j < 2; j++) {
        float sum = 0;
        for (int p = 0; p < 4; p++) {
          sum = Math.fma(a.get(i, p), b.get(p, j), sum);
        }
        assertThat(y.get(i, j)).isEqualTo(sum);
      }
    }
    GradCheck.check(() -> a.matmul(b), a, b);
    GradCheck.check(() -> at.t().matmul(b), at, b);
    GradCheck.check(() -> a.matmul(bt.t()), a, bt);
    GradCheck.check(() -> at.t().matmul(bt.t()).add(a.matmul(b)), at, bt, a, b);
    GradCheck.check(() -> a.matmul(v), a, v);
    GradCheck.check(() -> v.matmul(b), v, b);
    GradCheck.check(() -> v.matmul(v), v);
    assertThat(a.matmul(v).shape()).containsExactly(3);
    assertThat(v.matmul(b).shape()).containsExactly(2);
    assertThat(v.matmul(v).rank()).isZero();
    assertThat(at.t().matmul(b).toArray()).isEqualTo(at.t().contiguous().matmul(b).toArray());
    assertThat(Tensor.zeros(2, 0).matmul(Tensor.zeros(0, 3)).toArray()).containsOnly(0f);
  }

  @Test
  void matmulOfShapesThatDontFit() {
    assertThatThrownBy(() -> Tensor.zeros(2, 3).matmul(Tensor.zeros(4, 5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("mat1 and mat2 shapes cannot be multiplied (2x3 and 4x5)")
        .hasMessageContaining("t()");
    assertThatThrownBy(() -> Tensor.zeros(3).matmul(Tensor.zeros(4, 5)))
        .hasMessageContaining("(1x3 and 4x5)");
    assertThatThrownBy(() -> Tensor.scalar(3).matmul(Tensor.zeros(4, 5)))
        .hasMessageStartingWith("both arguments to matmul need to be at least 1D");
    assertThatThrownBy(() -> Tensor.zeros(2, 2, 2).matmul(Tensor.zeros(2, 5)))
        .hasMessageContaining("view(-1, 2)");
  }

  @Test
  void gradientsThroughViews() {
    Tensor x = Tensor.randn(new Generator(19), 2, 3).requiresGrad(true);
    GradCheck.check(() -> x.view(3, 2).mul(x.t()).view(-1).square(), x);
    GradCheck.check(() -> x.mul(2).view(6).square().add(x.view(-1)), x);
    GradCheck.check(() -> x.exp().t().square().t().add(x), x);
    GradCheck.check(() -> x.view(1, 6).t().square(), x);
    GradCheck.check(() -> x.t().t().contiguous().square(), x);
  }
}
