package dev.lanegrad.example;

import static dev.lanegrad.nn.Functional.relu;
import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.optim.SGD;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * The article on how PyTorch's losses are built, with every number that it printed: those of the
 * first and of the seventh network drawn after {@code manual_seed(1)}.
 */
class ArticleTest {
  private static final class Net extends Module {
    final Linear fc1 = registerModule("fc1", new Linear(32, 16));
    final Linear fc2 = registerModule("fc2", new Linear(16, 1));

    @Override
    public Tensor forward(Tensor x) {
      return fc2.forward(relu(fc1.forward(x)));
    }
  }

  /** A loss of one's own as a class. */
  private static final class MyLoss implements Loss {
    @Override
    public Tensor forward(Tensor input, Tensor target) {
      Functional.checkSameShape(input, target);
      return input.sub(target).square().mean();
    }
  }

  private Tensor inputs;
  private Tensor targets;
  private Net first;
  private Net seventh;

  @BeforeEach
  void draw() {
    Generator.manualSeed(1);
    inputs = Tensor.randn(10, 32);
    targets = Tensor.randn(10).view(1, -1);
    first = new Net();
    for (int i = 2; i <= 7; i++) {
      seventh = new Net();
    }
  }

  @Test
  void parametersHaveTheirShapes() {
    assertThat(first.parameters())
        .extracting(Tensor::shape)
        .containsExactly(new int[] {16, 32}, new int[] {16}, new int[] {1, 16}, new int[] {1});
  }

  @Test
  void targetsAreThePrintedOnes() {
    assertThat(targets.shape()).containsExactly(1, 10);
    assertThat(printed(targets))
        .isEqualTo("0.1924 0.7161 -0.8120 -1.4617 0.2328 0.1896 -0.2204 0.1491 0.0100 -0.1243");
    assertThat(targets.toString())
        .isEqualTo(
            "tensor([[ 0.1924,  0.7161, -0.8120, -1.4617,  0.2328,  0.1896, -0.2204,  0.1491,\n"
                + "          0.0100, -0.1243]])");
  }

  @Test
  void outputsAndLossOfTheFirstNet() {
    Tensor outputs = first.forward(inputs).view(1, -1);
    assertThat(printed(outputs))
        .isEqualTo("-0.2504 0.0378 0.1485 0.1909 -0.1019 0.2417 0.1653 0.1359 -0.1187 0.0876");
    Tensor loss = new MSELoss().forward(outputs, targets);
    assertThat(printed(loss)).isEqualTo("0.4635");
    assertThat(loss.toString()).isEqualTo("tensor(0.4635, grad_fn=<MseLossBackward0>)");
  }

  @Test
  void parameterOfTheSeventhNet() {
    assertThat(printed(seventh.parameters().get(1)))
        .isEqualTo(
            "0.0982 0.0495 0.1656 -0.1646 0.1014 -0.0163 -0.0873 0.0418 -0.0404 0.1556 -0.1247"
                + " 0.0236 -0.0651 0.0960 0.1342 0.1203");
    assertThat(seventh.parameters().get(1).toString())
        .isEqualTo(
            "Parameter containing:\n"
                + "tensor([ 0.0982,  0.0495,  0.1656, -0.1646,  0.1014, -0.0163, -0.0873,  0.0418,\n"
                + "        -0.0404,  0.1556, -0.1247,  0.0236, -0.0651,  0.0960,  0.1342,  0.1203],\n"
                + "       requires_grad=True)");
  }

  @Test
  void gradientOfTheSeventhNet() {
    seventh.zeroGrad();
    assertThat(seventh.fc2.weight().grad()).isNull();
    Tensor loss = loss(seventh, new MSELoss());
    assertThat(printed(loss)).isEqualTo("0.4108");
    loss.backward();
    assertThat(printed(seventh.fc2.weight().grad()))
        .isEqualTo(
            "0.0611 0.0976 -0.2338 0.1976 0.0020 -0.0788 -0.1145 -0.1976 0.0699 -0.3314 0.2379"
                + " -0.0534 0.0729 -0.0008 -0.2456 -0.2657");
  }

  @Test
  void updateByHand() {
    stepByHand(seventh);
    assertThat(printed(loss(seventh, new MSELoss()))).isEqualTo("0.3956");
  }

  @Test
  void updateByHandAsTheArticleWritesIt() {
    loss(seventh, new MSELoss()).backward();
    for (Tensor p : seventh.parameters()) {
      p.data().subi(p.grad().data().mul(0.01f));
    }
    assertThat(printed(loss(seventh, new MSELoss()))).isEqualTo("0.3956");
  }

  @Test
  void updateByOptimizerHasTheSameBits() {
    List<float[]> byHand = trained(net -> stepByHand(net));
    List<float[]> byOptimizer =
        trained(
            net -> {
              net.zeroGrad();
              loss(net, new MSELoss()).backward();
              new SGD(net.parameters(), 0.01f).step();
            });
    assertThat(byOptimizer).usingRecursiveComparison().isEqualTo(byHand);
  }

  @Test
  void lossesOfOnesOwnTrainToTheSameBits() {
    List<float[]> expected = trained(net -> step(net, new MSELoss()));
    assertThat(trained(net -> step(net, new MyLoss())))
        .usingRecursiveComparison()
        .isEqualTo(expected);
    assertThat(trained(net -> step(net, (o, t) -> o.sub(t).square().mean())))
        .usingRecursiveComparison()
        .isEqualTo(expected);
    assertThat(trained(net -> step(net, Functional::mseLoss)))
        .usingRecursiveComparison()
        .isEqualTo(expected);
  }

  @Test
  void theLossFalls() {
    SGD optimizer = new SGD(first.parameters(), 0.01f);
    float before = Float.POSITIVE_INFINITY;
    for (int i = 0; i < 50; i++) {
      optimizer.zeroGrad();
      Tensor loss = loss(first, new MSELoss());
      assertThat(loss.item()).isLessThan(before);
      before = loss.item();
      loss.backward();
      optimizer.step();
    }
  }

  private Tensor loss(Net net, Loss criterion) {
    return criterion.forward(net.forward(inputs).view(1, -1), targets);
  }

  private void step(Net net, Loss criterion) {
    net.zeroGrad();
    loss(net, criterion).backward();
    new SGD(net.parameters(), 0.01f).step();
  }

  @SuppressWarnings("try")
  private void stepByHand(Net net) {
    net.zeroGrad();
    loss(net, new MSELoss()).backward();
    try (var off = NoGrad.enter()) {
      for (Tensor p : net.parameters()) {
        p.subi(p.grad().mul(0.01f));
      }
    }
  }

  /** The parameters of the seventh network after five steps. */
  private List<float[]> trained(Consumer<Net> step) {
    draw();
    for (int i = 0; i < 5; i++) {
      step.accept(seventh);
    }
    return seventh.parameters().stream().map(Tensor::toArray).toList();
  }

  private static String printed(Tensor tensor) {
    StringJoiner text = new StringJoiner(" ");
    for (float value : tensor.toArray()) {
      text.add(String.format(Locale.ROOT, "%.4f", value));
    }
    return text.toString();
  }
}
