package dev.lanegrad.example;

import static dev.lanegrad.nn.Functional.relu;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.optim.SGD;
import dev.lanegrad.train.TrainingStep;
import org.junit.jupiter.api.Test;

/**
 * The code of the project's front page, word by word, and of the Javadoc of {@link TrainingStep}.
 */
class FrontPageTest {
  private static class Net extends Module { // dev.lanegrad.nn.Module
    final Linear fc1 = registerModule("fc1", new Linear(32, 16));
    final Linear fc2 = registerModule("fc2", new Linear(16, 1));

    @Override
    public Tensor forward(Tensor x) {
      return fc2.forward(relu(fc1.forward(x))); // Functional.relu
    }
  }

  @Test
  void trainsTheNetworkOfTheArticle() {
    Generator.manualSeed(1);
    Tensor inputs = Tensor.randn(10, 32);
    Tensor targets = Tensor.randn(10).view(1, -1);
    Net net = new Net();

    Loss criterion = new MSELoss();
    Tensor loss = criterion.forward(net.forward(inputs).view(1, -1), targets);
    System.out.println(loss); // tensor(0.4635, grad_fn=<MseLossBackward0>)
    net.zeroGrad();
    loss.backward();
    new SGD(net.parameters(), 0.01f).step();
    assertThat(loss.toString()).isEqualTo("tensor(0.4635, grad_fn=<MseLossBackward0>)");

    TrainingStep step = TrainingStep.of(net, criterion, new SGD(net.parameters(), 0.01f));
    float before = step.run(inputs, targets.view(-1, 1));
    assertThat(before).isLessThan(loss.item());
    assertThat(step.run(inputs, targets.view(-1, 1))).isLessThan(before);
  }

  @Test
  void aLossOfOnesOwn() {
    Net net = new Net();
    Tensor inputs = Tensor.ones(10, 32);
    Loss own =
        (o, t) -> {
          Functional.checkSameShape(o, t); // (10, 1) against (10) would compare each with each
          return o.sub(t).square().mean();
        };
    Tensor outputs = net.forward(inputs);
    assertThat(own.forward(outputs, Tensor.ones(10, 1)).item())
        .isEqualTo(new MSELoss().forward(outputs, Tensor.ones(10, 1)).item());
    TrainingStep step = TrainingStep.of(net, own, new SGD(net.parameters(), 0.01f));
    assertThatThrownBy(() -> step.run(inputs, Tensor.ones(10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Using a target size ([10]) that is different to the input size")
        .hasMessageContaining("target.view(10, 1)");
    assertThat(step.run(inputs, Tensor.ones(10, 1))).isPositive();
  }

  @Test
  void capturedStep() {
    Net net = new Net();
    Tensor x = Tensor.ones(4, 32);
    Tensor y = Tensor.ones(4, 1);
    TrainingStep step = TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.01f));
    for (int i = 0; i < 100; i++) {
      float loss = step.run(x, y);
    }
    assertThat(step.run(x, y)).isLessThan(1e-3f);
  }

  @Test
  void theKernelsAlone() {
    int m = 2;
    int n = 2;
    int k = 1;
    float[] a = {1, 2};
    float[] b = {3, 4};
    float[] c = new float[4];
    Kernels.current().gemm(false, true, m, n, k, a, 0, k, b, 0, k, c, 0, n, false); // C = A Bᵀ
    assertThat(c).containsExactly(3, 4, 6, 8);
  }
}
