package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import org.junit.jupiter.api.Test;

/** The check finds wrong gradients, and takes right ones. */
class GradCheckTest {
  private static final class Square extends Operation {
    private final float factor;
    private final int wrongElement;

    /** A square with a gradient of factor * x, or of 0 at one element. */
    Square(Tensor x, float factor, int wrongElement) {
      super(x);
      this.factor = factor;
      this.wrongElement = wrongElement;
    }

    @Override
    protected void forward() {
      for (int i = 0; i < outputNumel(); i++) {
        output()[i] = values(0)[i] * values(0)[i];
      }
    }

    @Override
    protected void backward() {
      float[] dx = contribution(0);
      for (int i = 0; i < dx.length; i++) {
        dx[i] = i == wrongElement ? 0 : factor * values(0)[i] * outputGradient()[i];
      }
      contribute(0);
    }
  }

  private final Tensor x = Tensor.randn(new Generator(1), 3, 4).requiresGrad(true);

  @Test
  void takesARightGradient() {
    GradCheck.check(() -> new Square(x, 2, -1).apply(3, 4), x);
    GradCheck.check((o, t) -> o.sub(t).square().mean(), x, Tensor.ones(3, 4));
    GradCheck.check(Functional::mseLoss, x, Tensor.ones(3, 4).requiresGrad(true));
    GradCheck.check(new Linear(4, 2), x);
  }

  @Test
  void failsOnAWrongFactor() {
    for (float factor : new float[] {0, 1, -2, 1.9f, 2.1f}) {
      assertThatThrownBy(() -> GradCheck.check(() -> new Square(x, factor, -1).apply(3, 4), x))
          .isInstanceOf(AssertionError.class)
          .hasMessageStartingWith("Jacobian mismatch for output 0 with respect to input 0");
    }
  }

  @Test
  void failsOnOneWrongElement() {
    assertThatThrownBy(() -> GradCheck.check(() -> new Square(x, 2, 5).apply(3, 4), x))
        .hasMessageContaining("element 5 of shape [3, 4]");
  }

  @Test
  void failsWhereNoGradientArrives() {
    assertThatThrownBy(() -> GradCheck.check(() -> x.detach().square().add(x.mul(0)), x))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void failsOnALossWithAWrongGradient() {
    Loss wrong = (o, t) -> new Square(o.sub(t), 1, -1).apply(3, 4).mean();
    assertThatThrownBy(() -> GradCheck.check(wrong, x, Tensor.ones(3, 4)))
        .isInstanceOf(AssertionError.class);
  }

  @Test
  void needsLeaves() {
    assertThatThrownBy(() -> GradCheck.check(() -> x.square(), Tensor.ones(2)))
        .hasMessageContaining("requiresGrad(true)");
  }
}
