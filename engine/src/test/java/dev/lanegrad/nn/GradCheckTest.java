package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import java.util.List;
import java.util.function.Supplier;
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
  void namesTheWorstOfTheWrongOnes() {
    float[] values = {1, 2, 3, 100};
    Tensor leaf = Tensor.of(values).requiresGrad(true);
    assertThatThrownBy(() -> GradCheck.check(() -> new Square(leaf, 1.5f, -1).apply(4), leaf))
        .hasMessageContaining("element 3 of shape [4]")
        .hasMessageContaining("% of the largest")
        .hasMessageContaining("wrong ones among 4");
  }

  @Test
  void reportsTheWorstOfTheRightOnes() {
    GradCheck.Report report = GradCheck.check(() -> new Square(x, 2, -1).apply(3, 4), x);
    assertThat(report.checked()).isEqualTo(12);
    assertThat(report.worst().error()).isBetween(0.0, 0.01);
    assertThat(report.kinks()).isEmpty();
    assertThat(report.toString())
        .startsWith("12 gradients are right. The worst is off by ")
        .contains("input 0: element " + report.worst().element() + " of shape [3, 4]");
  }

  @Test
  void aLoss() {
    Loss loss = (o, t) -> o.sub(t).square().mean();
    GradCheck.Report report = GradCheck.check(loss, Tensor.randn(5, 3), Tensor.randn(5, 3));
    assertThat(report.checked()).isEqualTo(15);
  }

  @Test
  void saysWhereThereAreKinks() {
    Tensor leaf = Tensor.of(new float[] {-1, 0, 2, 0}).requiresGrad(true);
    for (Supplier<Tensor> function :
        List.<Supplier<Tensor>>of(
            leaf::relu,
            leaf::abs,
            () -> leaf.relu().square().add(leaf.abs()),
            () -> leaf.maximum(Tensor.zeros(4)),
            () -> Functional.l1Loss(leaf, Tensor.zeros(4)))) {
      GradCheck.Report report = GradCheck.check(function, leaf);
      assertThat(report.kinks()).extracting(GradCheck.Entry::element).containsExactly(1, 3);
      assertThat(report.toString())
          .contains("2 lie on kinks, the first at input 0: element 1 of shape [4]");
    }
    // Smooth, though its second derivative jumps, and one that is strongly curved.
    for (Supplier<Tensor> function :
        List.<Supplier<Tensor>>of(
            () -> leaf.relu().square(),
            () -> Functional.huberLoss(leaf, Tensor.ones(4)),
            () -> leaf.mul(4).exp())) {
      assertThat(GradCheck.check(function, leaf).kinks()).isEmpty();
    }
  }

  @Test
  void aGradientBeyondBothSlopesOfAKinkIsWrong() {
    Tensor leaf = Tensor.of(new float[] {1, 0}).requiresGrad(true);
    assertThatThrownBy(() -> GradCheck.check(() -> leaf.relu().add(leaf.detach().relu()), leaf))
        .isInstanceOf(AssertionError.class);
    final class Steep extends Operation {
      Steep(Tensor x) {
        super(x);
      }

      @Override
      protected void forward() {
        for (int i = 0; i < outputNumel(); i++) {
          output()[i] = Math.abs(values(0)[i]);
        }
      }

      @Override
      protected void backward() {
        for (int i = 0; i < outputNumel(); i++) {
          float slope = values(0)[i] == 0 ? 1.5f : Math.signum(values(0)[i]);
          contribution(0)[i] = slope * outputGradient()[i];
        }
        contribute(0);
      }
    }
    assertThatThrownBy(() -> GradCheck.check(() -> new Steep(leaf).apply(2), leaf))
        .hasMessageContaining("element 1 of shape [2]");
  }

  @Test
  void findsNaN() {
    Tensor leaf = Tensor.of(new float[] {-1}).requiresGrad(true);
    assertThatThrownBy(() -> GradCheck.check(() -> leaf.sqrt(), leaf))
        .hasMessageContaining("element 0 of shape [1]")
        .hasMessageContaining("NaN");
  }

  @Test
  void needsLeaves() {
    assertThatThrownBy(() -> GradCheck.check(() -> x.square(), Tensor.ones(2)))
        .hasMessageContaining("requiresGrad(true)");
  }
}
