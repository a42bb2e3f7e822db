package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import java.util.List;
import java.util.Locale;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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

  /** The mean of squared differences, times a factor, with a gradient that is off by another. */
  private static Loss meanSquares(float scale, double wrong) {
    class MeanSquares extends Operation {
      MeanSquares(Tensor o, Tensor t) {
        super(o, t);
      }

      @Override
      protected void forward() {
        double sum = 0;
        for (int i = 0; i < numel(0); i++) {
          double d = values(0)[i] - values(1)[i];
          sum += d * d;
        }
        output()[0] = (float) (scale * sum / numel(0));
      }

      @Override
      protected void backward() {
        float[] dx = contribution(0);
        for (int i = 0; i < dx.length; i++) {
          double d = values(0)[i] - values(1)[i];
          dx[i] = (float) (wrong * scale * 2 * d / dx.length * outputGradient()[0]);
        }
        contribute(0);
      }
    }
    return (o, t) -> new MeanSquares(o, t.detach()).apply();
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

  /** Small gradients, of a mean or by a factor, are no reason to let a wrong one pass. */
  @ParameterizedTest
  @CsvSource({"5, 3, 1", "5, 3, 0.001", "5, 3, 1e6", "30, 50, 1", "30, 50, 1e-5", "1, 2, 1e-20"})
  void failsOnAWrongFactorOfSmallAndLargeGradients(int rows, int columns, float scale) {
    Tensor o = Tensor.randn(new Generator(5), rows, columns);
    Tensor t = Tensor.randn(new Generator(6), rows, columns);
    assertThat(GradCheck.check(meanSquares(scale, 1), o, t).checked()).isEqualTo(rows * columns);
    for (double wrong : new double[] {0, -1, 2, 10, 1.008, 0.992}) {
      assertThatThrownBy(() -> GradCheck.check(meanSquares(scale, wrong), o, t))
          .as("gradient times %s", wrong)
          .isInstanceOf(AssertionError.class);
    }
  }

  @Test
  void failsOnOneSmallWrongElementBesideALargeOne() {
    Tensor leaf = Tensor.of(new float[] {1e4f, 0.01f, 300}).requiresGrad(true);
    GradCheck.check(() -> new Square(leaf, 2, -1).apply(3), leaf);
    assertThatThrownBy(() -> GradCheck.check(() -> new Square(leaf, 2, 1).apply(3), leaf))
        .hasMessageContaining("element 1 of shape [3]")
        .hasMessageContaining("worst of 1 wrong ones among 3");
  }

  @Test
  void failsOnAGradientWhereThereIsNone() {
    Loss wrong = (o, t) -> o.sub(t).square().sum().add(new Square(o, 1e-3f, -1).apply(3, 4).sum());
    Loss right = (o, t) -> o.sub(t).square().sum().add(o.detach().square().sum());
    GradCheck.check((o, t) -> o.detach().sub(t).square().sum().add(o.mul(0).sum()), x, x.detach());
    assertThatThrownBy(() -> GradCheck.check(wrong, x, Tensor.ones(3, 4)))
        .isInstanceOf(AssertionError.class);
    assertThatThrownBy(() -> GradCheck.check(right, x, Tensor.ones(3, 4)))
        .isInstanceOf(AssertionError.class);
  }

  /** Every loss, scaled and not, with inputs beside kinks as chance has them. */
  @Test
  void takesTheGradientsOfAllLosses() {
    int checked = 0;
    for (int seed = 0; seed < 6; seed++) {
      Generator generator = new Generator(seed);
      for (int[] shape : new int[][] {{5, 3}, {16, 10}}) {
        Tensor o = generator.randn(shape);
        Tensor t = generator.randn(shape);
        for (Reduction r : Reduction.values()) {
          for (float scale : new float[] {1, 1e-3f, 30}) {
            checked += scaled(new MSELoss(r), scale, o, t);
            checked += scaled(new L1Loss(r), scale, o, t);
            checked += scaled(new SmoothL1Loss(r), scale, o, t);
            checked += scaled(new HuberLoss(r), scale, o, t);
            checked += scaled(new SoftMarginLoss(r), scale, o, t);
            checked += scaled(new PoissonNLLLoss(r), scale, o, t.abs());
            checked += scaled(new BCEWithLogitsLoss(r), scale, o, t.sigmoid());
            checked += scaled(new BCELoss(r), scale, o.sigmoid(), t.sigmoid());
            checked += scaled(new KLDivLoss(r), scale, o.logSoftmax(1), t.softmax(1));
            checked += scaled(new CrossEntropyLoss(r), scale, o, t.softmax(1));
          }
        }
      }
    }
    System.out.printf("%,d gradients of losses%n", checked);
    assertThat(checked).isEqualTo(6 * (15 + 160) * 3 * 3 * 10);
  }

  private static int scaled(Loss loss, float scale, Tensor o, Tensor t) {
    return GradCheck.check((x, y) -> loss.forward(x, y).mul(scale), o, t).checked();
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
    Loss loss =
        (o, t) -> {
          Functional.checkSameShape(o, t);
          return o.sub(t).square().mean();
        };
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
  void namesTheOneThatIsNaN() {
    class OneNaN extends Operation {
      OneNaN() {
        super(x);
      }

      @Override
      protected void forward() {
        for (int i = 0; i < outputNumel(); i++) {
          output()[i] = 3 * values(0)[i];
        }
      }

      @Override
      protected void backward() {
        for (int i = 0; i < outputNumel(); i++) {
          contribution(0)[i] = i == 7 ? Float.NaN : 3 * outputGradient()[i];
        }
        contribute(0);
      }
    }
    assertThatThrownBy(() -> GradCheck.check(() -> new OneNaN().apply(3, 4), x))
        .hasMessageContaining("element 7 of shape [3, 4]")
        .hasMessageContaining("the analytical gradient NaN")
        .hasMessageContaining("worst of 1 wrong ones among 12");
  }

  @Test
  void leavesTheLeavesAsTheyWere() {
    float[] before = x.toArray();
    GradCheck.check(() -> x.square(), x);
    assertThatThrownBy(() -> GradCheck.check(() -> new Square(x, 1, -1).apply(3, 4), x));
    assertThat(x.toArray()).isEqualTo(before);
  }

  @Test
  void leavesFrozenParametersOut() {
    Linear linear = new Linear(4, 2);
    linear.parameters().get(0).requiresGrad(false);
    assertThat(GradCheck.check(linear, x).checked()).isEqualTo(2 + 12);
  }

  @Test
  void refusesWhatIsAnotherEachTime() {
    Generator generator = new Generator(1);
    assertThatThrownBy(() -> GradCheck.check(() -> x.mul(generator.rand(3, 4)), x))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("the second call gave another");
  }

  @Test
  void printsTheSameInEveryLocale() {
    Locale before = Locale.getDefault();
    try {
      for (String tag : List.of("de-DE", "hi-IN-u-nu-deva", "ar-EG-u-nu-arab")) {
        Locale.setDefault(Locale.forLanguageTag(tag));
        assertThat(GradCheck.check(() -> x.exp(), x).toString())
            .matches("\\p{ASCII}*")
            .contains(".");
        assertThatThrownBy(() -> GradCheck.check(() -> new Square(x, 1, -1).apply(3, 4), x))
            .message()
            .matches("\\p{ASCII}*")
            .contains("off by 50.0 %");
      }
    } finally {
      Locale.setDefault(before);
    }
  }

  @Test
  void needsLeaves() {
    assertThatThrownBy(() -> GradCheck.check(() -> x.square(), Tensor.ones(2)))
        .hasMessageContaining("requiresGrad(true)");
  }
}
