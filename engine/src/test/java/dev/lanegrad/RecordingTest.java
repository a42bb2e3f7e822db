package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.nn.ReLU;
import dev.lanegrad.nn.Sequential;
import dev.lanegrad.optim.Adam;
import dev.lanegrad.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

/** Operations run again, on new values, with the bits of the code that made them. */
class RecordingTest {
  private final Tensor x = Tensor.zeros(10, 32);
  private final Tensor y = Tensor.zeros(10, 1);

  private static Module net() {
    Generator generator = new Generator(1);
    return new Sequential(
        new Linear(generator, 32, 16, true), new ReLU(), new Linear(generator, 16, 1, true));
  }

  private void next(Generator generator) {
    x.copyi(generator.randn(10, 32));
    y.copyi(generator.randn(10, 1));
  }

  @Test
  void trainsToTheSameBits() {
    List<Function<Module, Tensor>> losses =
        List.of(
            net -> new MSELoss().forward(net.forward(x), y),
            net -> net.forward(x).sub(y).square().mean(),
            net -> net.forward(x).t().mul(2).addi(y.t()).softmax(1).log().mean().neg());
    for (Function<Module, Tensor> loss : losses) {
      assertThat(recorded(loss)).isEqualTo(eager(loss)).hasSize(10);
    }
  }

  private List<Float> eager(Function<Module, Tensor> function) {
    Generator generator = new Generator(2);
    Module net = net();
    SGD optimizer = new SGD(net.parameters(), 0.01f);
    List<Float> losses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      next(generator);
      Tensor loss = function.apply(net);
      losses.add(loss.item());
      optimizer.zeroGrad();
      loss.backward();
      optimizer.step();
    }
    return losses;
  }

  private List<Float> recorded(Function<Module, Tensor> function) {
    Generator generator = new Generator(2);
    Module net = net();
    SGD optimizer = new SGD(net.parameters(), 0.01f);
    Recording recording = Recording.start();
    Tensor loss = function.apply(net);
    recording.stop();
    List<Float> losses = new ArrayList<>();
    for (int i = 0; i < 10; i++) {
      next(generator);
      recording.forward();
      losses.add(loss.item());
      optimizer.zeroGrad();
      recording.backward(loss);
      optimizer.step();
    }
    return losses;
  }

  /** Once warm: kernels that C2 has not compiled yet may box vectors, so it is given its time. */
  @Test
  void allocatesNothing() {
    Module net = net();
    Adam optimizer = new Adam(net.parameters(), 0.001f);
    Recording recording = Recording.start();
    Tensor loss =
        new MSELoss()
            .forward(net.forward(x), y)
            .add(net.forward(x).sub(y).square().mean(0, false).sum());
    recording.stop();
    long allocated =
        Allocation.ofWarm(
            500,
            () -> {
              recording.forward();
              optimizer.zeroGrad();
              recording.backward(loss);
              optimizer.step();
            });
    assertThat(allocated).isZero();
  }

  @Test
  void recordsOnlyBetweenStartAndStop() {
    Tensor a = Tensor.ones(2);
    Recording recording = Recording.start();
    assertThatThrownBy(Recording::start).hasMessageContaining("under way");
    Tensor b = a.mul(3);
    recording.stop();
    Tensor c = a.mul(4);
    assertThat(recording.size()).isOne();
    a.addi(1);
    recording.forward();
    assertThat(b.toArray()).containsExactly(6, 6);
    assertThat(c.toArray()).containsExactly(4, 4);
  }

  @Test
  void aReluThatAloneReadsALayerBecomesPartOfIt() {
    Linear linear = new Linear(new Generator(1), 32, 16, true);
    List<Function<Tensor, Tensor>> codes =
        List.of(
            h -> h.relu().sum(), h -> h.relu().add(h).sum(), h -> h.view(-1).relu().sum(), h -> h);
    List<Integer> sizes = new ArrayList<>();
    for (Function<Tensor, Tensor> code : codes) {
      next(new Generator(2));
      Recording recording = Recording.start();
      Tensor hidden = linear.forward(x);
      Tensor relu = hidden.relu();
      Tensor result = code.apply(hidden);
      recording.stop();
      float[] before = result.toArray();
      recording.simplify(result);
      sizes.add(recording.size());
      recording.forward();
      assertThat(result.toArray()).isEqualTo(before);
      assertThat(relu.numel()).isEqualTo(160);
    }
    assertThat(sizes).as("a second relu reads the layer, too").containsExactly(4, 5, 4, 2);
    Recording recording = Recording.start();
    Tensor result = linear.forward(x).relu().sum();
    recording.stop();
    recording.simplify(result);
    assertThat(recording.size()).isEqualTo(2);
    float before = result.item();
    recording.forward();
    assertThat(result.item()).isEqualTo(before);
  }
}
