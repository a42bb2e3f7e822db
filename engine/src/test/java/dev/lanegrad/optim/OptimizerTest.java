package dev.lanegrad.optim;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class OptimizerTest {
  private static Tensor leaf(float... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  @Test
  void aParameterWithoutAGradientIsLeftAlone() {
    List<Function<List<Tensor>, Optimizer>> makers =
        List.of(
            p -> SGD.builder(p).lr(1).momentum(0.9f).weightDecay(0.1f).build(),
            p -> Adam.builder(p).lr(1).weightDecay(0.1).build(),
            p -> new AdamW(p, 1));
    for (Function<List<Tensor>, Optimizer> maker : makers) {
      Tensor x = leaf(1, 2);
      Tensor y = leaf(3);
      Optimizer optimizer = maker.apply(List.of(x, y));
      optimizer.step();
      assertThat(x.toArray()).containsExactly(1, 2);
      y.square().backward();
      optimizer.step();
      assertThat(x.toArray()).containsExactly(1, 2);
      assertThat(y.item()).isNotEqualTo(3f);
      optimizer.zeroGrad();
      float before = y.item();
      optimizer.step();
      assertThat(y.item()).isEqualTo(before);
      // With zeros, momentum and decay still move it.
      y.square().backward();
      optimizer.zeroGrad(false);
      optimizer.step();
      assertThat(y.item()).isNotEqualTo(before);
    }
  }

  @Test
  @SuppressWarnings("try")
  void sgdHasTheBitsOfTheUpdateByHand() {
    Tensor a = leaf(0.1f, -0.7f, 3.3f);
    Tensor b = leaf(0.1f, -0.7f, 3.3f);
    SGD optimizer = new SGD(List.of(a), 0.1f);
    for (int i = 0; i < 20; i++) {
      for (Tensor x : List.of(a, b)) {
        x.zeroGrad();
        x.exp().sum().backward();
      }
      optimizer.step();
      try (var off = NoGrad.enter()) {
        b.subi(b.grad().mul(0.1f));
      }
      assertThat(a.toArray()).isEqualTo(b.toArray());
    }
  }

  @Test
  void aStepCountsAsAChange() {
    Tensor x = leaf(1);
    Tensor loss = x.square();
    loss.backward(null, true);
    new SGD(List.of(x), 0.1f).step();
    assertThatThrownBy(loss::backward).hasMessageContaining("modified by an inplace operation");
  }

  @Test
  void theLearningRateCanChange() {
    Tensor x = leaf(1);
    SGD optimizer = new SGD(List.of(x), 1);
    optimizer.lr(0.25f);
    assertThat(optimizer.lr()).isEqualTo(0.25f);
    x.square().backward();
    optimizer.step();
    assertThat(x.item()).isEqualTo(0.5f);
    assertThatThrownBy(() -> optimizer.lr(-1)).hasMessageStartingWith("Invalid learning rate: -1");
  }

  @Test
  void choicesThatDontWork() {
    List<Tensor> p = List.of(leaf(1));
    assertThatThrownBy(() -> new SGD(p, -0.5f))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Invalid learning rate: -0.5");
    assertThatThrownBy(() -> new SGD(p, Float.NaN)).hasMessageStartingWith("Invalid learning");
    assertThatThrownBy(() -> SGD.builder(p).momentum(-1).build())
        .hasMessageStartingWith("Invalid momentum value: -1");
    assertThatThrownBy(() -> SGD.builder(p).weightDecay(-1).build())
        .hasMessageStartingWith("Invalid weight_decay value: -1");
    assertThatThrownBy(() -> SGD.builder(p).nesterov(true).build())
        .hasMessageStartingWith("Nesterov momentum requires a momentum and zero dampening");
    assertThatThrownBy(() -> SGD.builder(p).momentum(0.9f).dampening(0.1f).nesterov(true).build())
        .hasMessageStartingWith("Nesterov momentum requires a momentum and zero dampening");
    assertThatThrownBy(() -> Adam.builder(p).betas(1, 0.5).build())
        .hasMessageStartingWith("Invalid beta parameter at index 0: 1.0");
    assertThatThrownBy(() -> AdamW.builder(p).betas(0.5, -1).build())
        .hasMessageStartingWith("Invalid beta parameter at index 1: -1.0");
    assertThatThrownBy(() -> Adam.builder(p).eps(-1).build())
        .hasMessageStartingWith("Invalid epsilon value: -1");
    assertThatThrownBy(() -> new SGD(List.of(), 1))
        .hasMessageStartingWith("optimizer got an empty parameter list");
    assertThatThrownBy(() -> new SGD(List.of(leaf(1).mul(2)), 1))
        .hasMessageStartingWith("can't optimize a non-leaf Tensor");
  }

  /** Each optimizer, by its constructor and by its builder. */
  private static List<Function<List<? extends Tensor>, Optimizer>> all() {
    return List.of(
        p -> new SGD(p, 0.1f),
        p -> new Adam(p, 0.1f),
        p -> new AdamW(p, 0.1f),
        p -> SGD.builder(p).momentum(0.9f).build(),
        p -> Adam.builder(p).amsgrad(true).build(),
        p -> AdamW.builder(p).build());
  }

  @Test
  void parametersThatDontWork() {
    Tensor a = leaf(1);
    Tensor b = leaf(1, 2);
    for (Function<List<? extends Tensor>, Optimizer> optimizer : all()) {
      assertThatThrownBy(() -> optimizer.apply(List.of(a, b, a)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("some parameters appear in more than one parameter group")
          .hasMessageContaining("of shape [1] is at index 0 and at index 2");
      assertThatThrownBy(() -> optimizer.apply(Arrays.asList(a, null)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("optimizer can only optimize Tensors")
          .hasMessageContaining("index 1");
      assertThatThrownBy(() -> optimizer.apply(List.of(a, b.mul(2))))
          .hasMessageStartingWith("can't optimize a non-leaf Tensor")
          .hasMessageContaining("index 1");
      assertThatThrownBy(() -> optimizer.apply(List.of(b.view(2, 1))))
          .hasMessageStartingWith("can't optimize a non-leaf Tensor");
      assertThatThrownBy(() -> optimizer.apply(List.of()))
          .hasMessageStartingWith("optimizer got an empty parameter list");
      assertThatThrownBy(() -> optimizer.apply(null))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("params argument given to the optimizer");
    }
  }
}
