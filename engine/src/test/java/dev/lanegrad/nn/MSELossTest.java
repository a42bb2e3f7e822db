package dev.lanegrad.nn;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Golden;
import dev.lanegrad.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MSELossTest {
  @Test
  void everyGoldenLine() {
    List<Golden> lines = Golden.lines("loss/mse/");
    int checked = 0;
    for (Golden line : lines) {
      String[] parts = line.id().split("/");
      int[] shape = Golden.shape(parts[4]);
      Generator.manualSeed(line.seed());
      Tensor input = Tensor.randn(shape).requiresGrad(true);
      Tensor target = Tensor.randn(shape);
      Tensor loss = new MSELoss(parts[2]).forward(input, target);
      if (parts[2].equals("none")) {
        loss.backward(Tensor.randn(shape));
      } else {
        loss.backward();
      }
      line.check(line.field().equals("loss") ? loss : input.grad(), 1e-5);
      checked++;
    }
    assertThat(checked).isEqualTo(36);
  }

  @Test
  void meanDividesByTheNumberOfElements() {
    Tensor input = Tensor.full(3f, 4, 5);
    assertThat(new MSELoss().forward(input, Tensor.zeros(4, 5)).item()).isEqualTo(9f);
    assertThat(new MSELoss(Reduction.SUM).forward(input, Tensor.zeros(4, 5)).item())
        .isEqualTo(180f);
  }

  @Test
  void otherShapesThrowWithTheViewThatFits() {
    assertThatThrownBy(() -> new MSELoss().forward(Tensor.zeros(10, 1), Tensor.zeros(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Using a target size ([10]) that is different to the input size ([10, 1]). This will"
                + " likely lead to incorrect results due to broadcasting. Please ensure they have"
                + " the same size.")
        .hasMessageContaining("target.view(10, 1)");
    assertThatThrownBy(() -> Functional.mseLoss(Tensor.zeros(2, 3), Tensor.zeros(3)))
        .hasMessageContaining("No view");
  }

  @Test
  void theTargetGetsTheNegativeGradient() {
    for (Reduction reduction : Reduction.values()) {
      Tensor input = Tensor.randn(new Generator(1), 7).requiresGrad(true);
      Tensor target = Tensor.randn(new Generator(2), 7).requiresGrad(true);
      Tensor loss = new MSELoss(reduction).forward(input, target);
      loss.backward(Tensor.full(0.5f, loss.shape()));
      assertThat(target.grad().toArray()).isEqualTo(input.grad().neg().toArray());
      GradCheck.check(new MSELoss(reduction), input, target);
    }
  }

  @Test
  void theUsersOwnLossHasTheSameBits() {
    Tensor target = Tensor.randn(new Generator(3), 33, 129);
    Tensor a = Tensor.randn(new Generator(4), 33, 129).requiresGrad(true);
    Tensor b = a.detach().copy().requiresGrad(true);
    Tensor lossA = new MSELoss().forward(a, target);
    Tensor lossB = b.sub(target).square().mean();
    lossA.backward();
    lossB.backward();
    assertThat(lossA.item()).isEqualTo(lossB.item());
    assertThat(a.grad().toArray()).isEqualTo(b.grad().toArray());
  }

  @Test
  void emptyMeanIsNaN() {
    assertThat(new MSELoss().forward(Tensor.zeros(0), Tensor.zeros(0)).item()).isNaN();
    assertThat(new MSELoss("sum").forward(Tensor.zeros(0), Tensor.zeros(0)).item()).isZero();
  }

  @Test
  void aLossIsAModuleThatTakesTwo() {
    MSELoss loss = new MSELoss();
    assertThat(loss).isInstanceOf(Module.class);
    assertThat(loss.parameters()).isEmpty();
    assertThat(loss.toString()).isEqualTo("MSELoss()");
    assertThatThrownBy(() -> loss.forward(Tensor.zeros(1)))
        .isInstanceOf(UnsupportedOperationException.class)
        .hasMessageContaining("forward(input, target)");
  }

  @Test
  void backwardOfAnUnreducedLossNamesTheReduction() {
    Tensor input = Tensor.zeros(1, 10).requiresGrad(true);
    Tensor loss = new MSELoss(Reduction.NONE).forward(input, Tensor.ones(1, 10));
    assertThatThrownBy(loss::backward)
        .hasMessageStartingWith("grad can be implicitly created only for scalar outputs")
        .hasMessageContaining("reduction 'none'")
        .hasMessageContaining("loss.sum().backward()")
        .hasMessageContaining("backward(gradient)");
    loss.sum().backward();
    assertThat(input.grad().toArray()).containsOnly(-2f);
  }
}
