package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** The rules of backward, each with the message of who breaks it. */
class BackwardTest {
  private static Tensor leaf(float... values) {
    return Tensor.of(values).requiresGrad(true);
  }

  @Test
  void oneElementOfAnyRankIsAScalar() {
    Tensor x = leaf(3);
    x.view(1, 1, 1).square().backward();
    assertThat(x.grad().item()).isEqualTo(6f);
  }

  @Test
  void moreThanOneElementNeedsAGradient() {
    Tensor x = leaf(1, 2);
    assertThatThrownBy(() -> x.square().backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("grad can be implicitly created only for scalar outputs")
        .hasMessageContaining("[2]")
        .hasMessageContaining("loss.sum().backward()")
        .hasMessageContaining("backward(gradient)");
    x.square().backward(Tensor.of(new float[] {1, 10}));
    assertThat(x.grad().toArray()).containsExactly(2, 40);
  }

  @Test
  void gradientOfAnotherShape() {
    Tensor y = leaf(1, 2).square();
    assertThatThrownBy(() -> y.backward(Tensor.ones(3)))
        .hasMessageStartingWith(
            "Mismatch in shape: grad_output[0] has a shape of [3] and output[0] has a shape of"
                + " [2].");
    assertThatThrownBy(() -> y.backward(Tensor.ones(1, 2)))
        .hasMessageContaining("gradient.view(2)");
  }

  @Test
  void nothingRecorded() {
    assertThatThrownBy(() -> Tensor.ones(1).mul(2).backward())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "element 0 of tensors does not require grad and does not have a grad_fn");
  }

  @Test
  void aSecondBackwardNeedsTheGraphRetained() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    y.backward();
    assertThatThrownBy(y::backward)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith(
            "Trying to backward through the graph a second time (or directly access saved tensors"
                + " after they have already been freed).")
        .hasMessageContaining("Specify retain_graph=True")
        .hasMessageContaining("backward(gradient, true)");
    assertThat(x.grad().item()).isEqualTo(6f);

    Tensor z = x.square();
    z.backward(null, true);
    z.backward(null, true);
    z.backward();
    assertThat(x.grad().item()).isEqualTo(24f);
    assertThatThrownBy(z::backward).hasMessageStartingWith("Trying to backward");
  }

  @Test
  void aRefusedBackwardChangesNothing() {
    Tensor x = leaf(3);
    Tensor shared = x.square();
    shared.mul(2).backward();
    float before = x.grad().item();
    assertThatThrownBy(() -> x.mul(5).add(shared.mul(3)).backward())
        .hasMessageStartingWith("Trying to backward");
    assertThat(x.grad().item()).isEqualTo(before);
  }

  @Test
  void gradientsAccumulateUntilTheyAreZeroed() {
    Tensor x = leaf(3);
    assertThat(x.grad()).isNull();
    x.square().backward();
    x.square().backward();
    assertThat(x.grad().item()).isEqualTo(12f);
    x.zeroGrad();
    assertThat(x.grad()).isNull();
    x.square().backward();
    assertThat(x.grad().item()).isEqualTo(6f);
    x.zeroGrad(false);
    assertThat(x.grad().item()).isZero();
  }

  @Test
  void zeroGradKeepsANullGradient() {
    Tensor x = leaf(3);
    x.zeroGrad(false);
    assertThat(x.grad()).isNull();
  }

  @Test
  void theArrayOfAGradientIsKept() {
    Tensor x = leaf(3);
    x.square().backward();
    float[] array = x.grad().array();
    x.zeroGrad();
    x.square().backward();
    assertThat(x.grad().array()).isSameAs(array);
  }

  @Test
  void onlyLeavesKeepTheirGradient() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    y.mul(2).backward();
    assertThat(y.grad()).isNull();
    assertThat(y.isLeaf()).isFalse();
    assertThat(x.isLeaf()).isTrue();
    assertThat(x.view(1, 1).isLeaf()).isFalse();
    assertThat(x.view(1, 1).grad()).isNull();
  }

  @Test
  void requiresGradOfALeafOnly() {
    Tensor x = leaf(3);
    Tensor y = x.square();
    assertThatThrownBy(() -> y.requiresGrad(false))
        .hasMessageStartingWith("you can only change requires_grad flags of leaf variables.");
    assertThat(x.requiresGrad(false).requiresGrad()).isFalse();
    assertThat(x.square().requiresGrad()).isFalse();
    Tensor view = Tensor.ones(4).view(2, 2).requiresGrad(true);
    view.sum().backward();
    assertThat(view.grad().shape()).containsExactly(2, 2);
    Tensor transposed = Tensor.randn(new Generator(1), 2, 3).t().requiresGrad(true);
    transposed.mul(transposed.detach()).sum().backward();
    assertThat(transposed.grad().toArray()).isEqualTo(transposed.toArray());
  }

  @Test
  void aLeafIsItsOwnGraph() {
    Tensor x = leaf(3);
    x.backward();
    x.backward();
    assertThat(x.grad().item()).isEqualTo(2f);
  }

  @Test
  void aDiamondIsWalkedOnce() {
    Tensor x = leaf(2);
    Tensor y = x.square();
    Tensor z = y.mul(3).add(y.mul(y)).sub(y);
    z.backward();
    // z = 2 x² + x⁴, dz/dx = 4 x + 4 x³
    assertThat(x.grad().item()).isEqualTo(40f);
  }

  @Test
  void sharedPartsOfTwoLosses() {
    Tensor x = leaf(2);
    Tensor y = x.square();
    y.mul(3).backward(null, true);
    assertThat(x.grad().item()).isEqualTo(12f);
    y.mul(5).backward(null, true);
    assertThat(x.grad().item()).isEqualTo(32f);
  }

  @Test
  void deepGraphsDontOverflowTheStack() {
    Tensor x = leaf(1);
    Tensor y = x;
    for (int i = 0; i < 100_000; i++) {
      y = y.add(1);
    }
    y.backward();
    assertThat(y.item()).isEqualTo(100_001f);
    assertThat(x.grad().item()).isEqualTo(1f);
  }

  @Test
  void nothingIsRecordedInsideNoGrad() {
    Tensor x = leaf(1);
    assertThat(quietly(x).requiresGrad()).isFalse();
    assertThat(x.mul(2).requiresGrad()).isTrue();
  }

  @SuppressWarnings("try")
  private static Tensor quietly(Tensor x) {
    try (var off = NoGrad.enter()) {
      try (var inner = NoGrad.enter()) {
        assertThat(x.view(1, 1).requiresGrad()).isFalse();
      }
      return x.mul(2);
    }
  }

  @Test
  void threadsHaveTheirOwnNoGrad() throws InterruptedException {
    Tensor x = leaf(1);
    boolean[] requires = new boolean[1];
    NoGrad off = NoGrad.enter();
    Thread thread = new Thread(() -> requires[0] = x.mul(2).requiresGrad());
    thread.start();
    thread.join();
    off.close();
    assertThat(requires[0]).isTrue();
  }

  @Test
  void operationsOfOnesOwn() {
    final class Cube extends Operation {
      Cube(Tensor x) {
        super(x);
        keep(0);
      }

      @Override
      protected void forward() {
        float[] x = values(0);
        float[] y = output();
        for (int i = 0; i < y.length; i++) {
          y[i] = x[i] * x[i] * x[i];
        }
      }

      @Override
      protected void backward() {
        float[] x = values(0);
        float[] dy = outputGradient();
        float[] dx = contribution(0);
        for (int i = 0; i < dx.length; i++) {
          dx[i] = 3 * x[i] * x[i] * dy[i];
        }
        contribute(0);
      }
    }
    Tensor x = leaf(1, 2);
    Tensor y = new Cube(x).apply(2);
    assertThat(y.toString()).isEqualTo("tensor([1., 8.], grad_fn=<CubeBackward0>)");
    y.add(x).sum().backward();
    assertThat(x.grad().toArray()).containsExactly(4, 13);
  }

  @Test
  void anOperandThatGetsNothingHasAGradientOfZero() {
    final class Nothing extends Operation {
      Nothing(Tensor x) {
        super(x);
      }

      @Override
      protected void forward() {}

      @Override
      protected void backward() {}
    }
    Tensor x = leaf(1, 2);
    new Nothing(x.mul(2)).apply(2).sum().backward();
    assertThat(x.grad().toArray()).containsExactly(0, 0);
  }
}
