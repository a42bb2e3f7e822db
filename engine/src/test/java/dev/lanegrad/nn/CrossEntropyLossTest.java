package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import org.junit.jupiter.api.Test;

/** Losses whose targets are classes. */
class CrossEntropyLossTest {
  private static final int N = 4;
  private static final int C = 6;

  private final Tensor input = Tensor.randn(new Generator(1), N, C).requiresGrad(true);
  private final Tensor target = Tensor.of(new float[] {5, 0, 3, 3});
  private final Tensor weight = Tensor.rand(new Generator(2), C).add(0.25f);

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(actual.shape()).isEqualTo(expected.shape());
    assertThat(actual.toArray()).containsExactly(expected.toArray(), within(2e-6f));
  }

  private static Tensor oneHot(Tensor target) {
    Tensor hot = Tensor.zeros(target.numel(), C);
    for (int i = 0; i < target.numel(); i++) {
      hot.array()[i * C + (int) target.toArray()[i]] = 1;
    }
    return hot;
  }

  @Test
  void isNllOfLogSoftmax() {
    for (Reduction reduction : Reduction.values()) {
      for (Tensor w : new Tensor[] {null, weight}) {
        assertClose(
            Functional.crossEntropy(input, target, reduction, w, 3, 0),
            Functional.nllLoss(input.logSoftmax(1), target, reduction, w, 3));
      }
    }
  }

  @Test
  void classesAreCertainProbabilities() {
    for (float smoothing : new float[] {0, 0.2f, 1}) {
      for (Tensor w : new Tensor[] {null, weight}) {
        for (Reduction reduction : new Reduction[] {Reduction.NONE, Reduction.SUM}) {
          Loss loss = new CrossEntropyLoss(reduction, w, -100, smoothing);
          assertClose(loss.forward(input, target), loss.forward(input, oneHot(target)));
        }
      }
    }
  }

  @Test
  void theMeanDividesByTheWeightsThatCount() {
    float[] w = weight.toArray();
    for (float smoothing : new float[] {0, 0.2f}) {
      float sum =
          Functional.crossEntropy(input, target, Reduction.SUM, weight, 5, smoothing).item();
      float mean =
          Functional.crossEntropy(input, target, Reduction.MEAN, weight, 5, smoothing).item();
      assertThat(mean).isCloseTo(sum / (w[0] + w[3] + w[3]), within(1e-5f));
      sum = Functional.crossEntropy(input, target, Reduction.SUM, null, 3, smoothing).item();
      mean = Functional.crossEntropy(input, target, Reduction.MEAN, null, 3, smoothing).item();
      assertThat(mean).isCloseTo(sum / 2, within(1e-5f));
    }
    // With probabilities, by the number of rows.
    assertThat(
            Functional.crossEntropy(input, oneHot(target), Reduction.MEAN, weight, -100, 0).item())
        .isCloseTo(
            Functional.crossEntropy(input, target, Reduction.SUM, weight, -100, 0).item() / N,
            within(1e-5f));
  }

  @Test
  void whatIsIgnoredHasNoGradient() {
    Tensor ignoring = Tensor.of(new float[] {5, -100, 3, -100});
    new CrossEntropyLoss(Reduction.MEAN, 0.1f).forward(input, ignoring).backward();
    float[] dx = input.grad().toArray();
    for (int j = 0; j < C; j++) {
      assertThat(dx[C + j]).isZero();
      assertThat(dx[3 * C + j]).isZero();
    }
    Tensor all = Tensor.full(-100, N);
    assertThat(new CrossEntropyLoss().forward(input, all).item()).isNaN();
    assertThat(new NLLLoss().forward(input, all).item()).isNaN();
    assertThat(new CrossEntropyLoss(Reduction.SUM).forward(input, all).item()).isZero();
  }

  @Test
  void oneRowAlone() {
    Tensor row = Tensor.randn(new Generator(3), C).requiresGrad(true);
    Tensor c = Tensor.scalar(2);
    for (Reduction reduction : Reduction.values()) {
      Tensor loss = new CrossEntropyLoss(reduction).forward(row, c);
      assertThat(loss.rank()).isZero();
      assertThat(loss.item())
          .isEqualTo(new CrossEntropyLoss().forward(row.view(1, C), c.view(1)).item());
      GradCheck.check(new CrossEntropyLoss(reduction), row, c);
      GradCheck.check(new NLLLoss(reduction), row, c);
    }
    GradCheck.check(new CrossEntropyLoss(), row, row.detach().softmax(0));
  }

  @Test
  void moreDimensions() {
    Tensor x = Tensor.randn(new Generator(4), 2, C, 3, 2).requiresGrad(true);
    float[] classes = new float[12];
    for (int i = 0; i < 12; i++) {
      classes[i] = i * 5 % C;
    }
    Tensor t = Tensor.of(classes, 2, 3, 2);
    for (Reduction reduction : Reduction.values()) {
      Loss loss = new CrossEntropyLoss(reduction, weight, 1, 0.1f);
      Tensor y = loss.forward(x, t);
      assertThat(y.shape()).isEqualTo(reduction == Reduction.NONE ? t.shape() : new int[0]);
      GradCheck.check(loss, x, t);
      GradCheck.check(new NLLLoss(reduction, weight, 1), x, t);
    }
    assertClose(
        new CrossEntropyLoss(Reduction.NONE).forward(x, t),
        new NLLLoss(Reduction.NONE).forward(x.logSoftmax(1), t));
    GradCheck.check(new CrossEntropyLoss(), x, x.detach().softmax(1).requiresGrad(true));
  }

  @Test
  void shapesThatDontFit() {
    assertThatThrownBy(() -> new CrossEntropyLoss().forward(input, Tensor.zeros(5)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Expected input batch_size (4) to match target batch_size (5).")
        .hasMessageContaining("[4, 6]");
    assertThatThrownBy(() -> new CrossEntropyLoss().forward(input, Tensor.zeros(N, 1)))
        .hasMessageStartingWith("0D or 1D target tensor expected, multi-target not supported.")
        .hasMessageContaining("target.view(4)");
    assertThatThrownBy(() -> new NLLLoss().forward(Tensor.zeros(2, 3, 4), Tensor.zeros(2, 5)))
        .hasMessageStartingWith("Expected target size [2, 4], got [2, 5].");
    assertThatThrownBy(() -> new NLLLoss().forward(Tensor.scalar(1), Tensor.scalar(0)))
        .hasMessageStartingWith("input tensor should be 1D or 2D");
    assertThatThrownBy(
            () -> new NLLLoss(Reduction.MEAN, Tensor.ones(3), -100).forward(input, target))
        .hasMessageStartingWith(
            "weight tensor should be defined either for all 6 classes or no classes but got weight"
                + " tensor of shape: [3]");
  }

  @Test
  void classesThatDontExist() {
    for (float wrong : new float[] {6, -1, 0.5f, Float.NaN}) {
      Tensor t = Tensor.of(new float[] {0, 1, wrong, 2});
      for (Loss loss : new Loss[] {new CrossEntropyLoss(), new NLLLoss()}) {
        assertThatThrownBy(() -> loss.forward(input, t))
            .isInstanceOf(IllegalArgumentException.class)
            .hasMessageStartingWith(
                "Target " + (wrong == (int) wrong ? "" + (int) wrong : "" + wrong))
            .hasMessageContaining(" is out of bounds. Element 2 of the target");
      }
    }
  }

  @Test
  void anEmptyBatch() {
    Tensor none = Tensor.zeros(0, C).requiresGrad(true);
    assertThat(new CrossEntropyLoss().forward(none, Tensor.zeros(0)).item()).isNaN();
    assertThat(new CrossEntropyLoss(Reduction.SUM).forward(none, Tensor.zeros(0)).item()).isZero();
  }

  @Test
  void aClassIsNoDerivative() {
    Tensor t = target.copy().requiresGrad(true);
    assertThatThrownBy(() -> new CrossEntropyLoss().forward(input, t))
        .hasMessageStartingWith("the derivative for 'target' is not implemented");
  }
}
