package dev.lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.Allocation;
import dev.lanegrad.Generator;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.nn.ReLU;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.nn.Sequential;
import dev.lanegrad.optim.Adam;
import dev.lanegrad.optim.AdamW;
import dev.lanegrad.optim.Optimizer;
import dev.lanegrad.optim.SGD;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** A captured step has the bits of the code that it was captured from, and allocates nothing. */
class TrainingStepTest {
  private static final int[] BATCHES = {10, 10, 3, 10, 3, 7, 10};

  private static final List<Loss> LOSSES =
      List.of(
          new MSELoss(),
          new MSELoss(Reduction.SUM),
          (o, t) -> o.sub(t).square().mean(),
          (o, t) -> o.sub(t).abs().sum().div(7f));

  private static final List<Function<List<Tensor>, Optimizer>> OPTIMIZERS =
      List.of(
          p -> new SGD(p, 0.001f),
          p -> SGD.builder(p).lr(0.001f).momentum(0.9f).nesterov(true).weightDecay(0.01f).build(),
          p -> new Adam(p, 0.001f),
          p -> new AdamW(p, 0.001f));

  /** A network as users write it, larger than the panels in which weights are changed. */
  private static final class Net extends Module {
    private final Linear fc1;
    private final Linear fc2;

    Net() {
      Generator generator = new Generator(3);
      fc1 = registerModule("fc1", new Linear(generator, 32, 150, true));
      fc2 = registerModule("fc2", new Linear(generator, 150, 5, false));
    }

    @Override
    public Tensor forward(Tensor x) {
      return fc2.forward(fc1.forward(x).relu());
    }
  }

  private static Module net() {
    Generator generator = new Generator(3);
    return new Sequential(
        new Linear(generator, 32, 17, true), new ReLU(), new Linear(generator, 17, 5, true));
  }

  private static final List<Supplier<Module>> NETS = List.of(TrainingStepTest::net, Net::new);

  private static List<Float> eager(
      Module net, Loss loss, Function<List<Tensor>, Optimizer> optimizers) {
    Optimizer optimizer = optimizers.apply(net.parameters());
    Generator generator = new Generator(4);
    List<Float> losses = new ArrayList<>();
    for (int batch : BATCHES) {
      Tensor x = generator.randn(batch, 32);
      Tensor y = generator.randn(batch, 5);
      optimizer.zeroGrad();
      Tensor value = loss.forward(net.forward(x), y);
      value.backward();
      optimizer.step();
      losses.add(value.item());
    }
    return losses;
  }

  @Test
  void sameBitsAsTheCodeForEveryLossAndOptimizer() {
    for (Supplier<Module> nets : NETS) {
      for (Loss loss : LOSSES) {
        for (Function<List<Tensor>, Optimizer> optimizers : OPTIMIZERS) {
          Module net = nets.get();
          TrainingStep step = TrainingStep.of(net, loss, optimizers.apply(net.parameters()));
          Generator generator = new Generator(4);
          List<Float> losses = new ArrayList<>();
          for (int batch : BATCHES) {
            losses.add(step.run(generator.randn(batch, 32), generator.randn(batch, 5)));
          }
          Module same = nets.get();
          assertEquals(eager(same, loss, optimizers), losses);
          net.stateDict()
              .forEach(
                  (name, values) ->
                      assertThat(values.toArray())
                          .as(name)
                          .isEqualTo(same.stateDict().get(name).toArray()));
        }
      }
    }
  }

  @Test
  void gradientsAreNullAfterAStep() {
    Module net = net();
    TrainingStep step = TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.01f));
    for (int i = 0; i < 3; i++) {
      step.run(Tensor.ones(2, 32), Tensor.ones(2, 5));
      for (Tensor parameter : net.parameters()) {
        assertThat(parameter.grad()).isNull();
      }
    }
    new MSELoss().forward(net.forward(Tensor.ones(2, 32)), Tensor.ones(2, 5)).backward();
    for (Tensor parameter : net.parameters()) {
      assertThat(parameter.grad()).isNotNull();
    }
  }

  /** A weight that two layers share, one that the loss reads too, and a hidden layer used twice. */
  @Test
  void sharedTensorsHaveTheBitsOfTheCode() {
    Supplier<Module> shared =
        () ->
            new Module() {
              final Linear linear =
                  registerModule("linear", new Linear(new Generator(3), 32, 32, true));
              final Linear last = registerModule("last", new Linear(new Generator(4), 32, 5, true));

              @Override
              public Tensor forward(Tensor x) {
                Tensor y = linear.forward(linear.forward(x).relu());
                Tensor z = y.relu().add(y);
                return last.forward(z).add(last.weight().square().sum());
              }
            };
    for (Function<List<Tensor>, Optimizer> optimizers : OPTIMIZERS) {
      Module net = shared.get();
      TrainingStep step = TrainingStep.of(net, new MSELoss(), optimizers.apply(net.parameters()));
      Generator generator = new Generator(4);
      List<Float> losses = new ArrayList<>();
      for (int batch : BATCHES) {
        losses.add(step.run(generator.randn(batch, 32), generator.randn(batch, 5)));
      }
      assertEquals(eager(shared.get(), new MSELoss(), optimizers), losses);
    }
  }

  @Test
  void transposedBatchesAreCopied() {
    Module net = net();
    TrainingStep step = TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0f));
    Tensor x = new Generator(5).randn(10, 32);
    Tensor y = new Generator(6).randn(10, 5);
    float plain = step.run(x, y);
    Tensor transposed = x.t().copy().t();
    assertEquals(plain, step.run(transposed, y));
    assertEquals(plain, step.run(x, y));
  }

  @Test
  void modesAreCapturedApart() {
    int[] calls = new int[1];
    Module net =
        new Module() {
          final Linear linear = registerModule("linear", new Linear(4, 1));

          @Override
          public Tensor forward(Tensor x) {
            calls[0]++;
            Tensor y = linear.forward(x);
            return isTraining() ? y : y.mul(0f);
          }
        };
    TrainingStep step = TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.01f));
    Tensor x = Tensor.ones(2, 4);
    Tensor y = Tensor.zeros(2, 1);
    float training = step.run(x, y);
    net.eval();
    assertEquals(0f, step.run(x, y));
    net.train();
    assertThat(step.run(x, y)).isNotEqualTo(0f).isLessThan(training);
    assertEquals(2, calls[0], "the code runs once for each mode");
  }

  @Test
  void allocatesNothingOnceCaptured() {
    for (Function<List<Tensor>, Optimizer> optimizers : OPTIMIZERS) {
      Module net = net();
      TrainingStep step = TrainingStep.of(net, new MSELoss(), optimizers.apply(net.parameters()));
      Tensor x = new Generator(5).randn(10, 32);
      Tensor y = new Generator(6).randn(10, 5);
      long least = Allocation.ofWarm(500, () -> step.run(x, y));
      assertEquals(0, least, "bytes that 500 steps allocate");
    }
  }

  /** Sums of many blocks, products in blocks, weights in panels. */
  @Test
  void aWideStepAllocatesNothing() {
    Generator generator = new Generator(3);
    Module net =
        new Sequential(
            new Linear(generator, 64, 200, true), new ReLU(), new Linear(generator, 200, 64, true));
    TrainingStep step = TrainingStep.of(net, new MSELoss(), new SGD(net.parameters(), 0.001f));
    Tensor x = generator.randn(130, 64);
    Tensor y = generator.randn(130, 64);
    assertEquals(0, Allocation.ofWarm(100, () -> step.run(x, y)), "bytes that 100 steps allocate");
  }

  @Test
  void valuesReadWhileCapturingAreRefused() {
    Module net = net();
    Loss loss = (o, t) -> o.sub(t).square().mean().item() > 1 ? o.sum() : o.mean();
    TrainingStep step = TrainingStep.of(net, loss, new SGD(net.parameters(), 0.01f));
    assertThatThrownBy(() -> step.run(Tensor.ones(2, 32), Tensor.ones(2, 5)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageStartingWith("item() was called while a step is captured");
    TrainingStep noisy =
        TrainingStep.of(
            net,
            (o, t) -> o.add(Tensor.randn(2, 5)).sub(t).square().mean(),
            new SGD(net.parameters(), 0.01f));
    assertThatThrownBy(() -> noisy.run(Tensor.ones(2, 32), Tensor.ones(2, 5)))
        .hasMessageStartingWith("random numbers were drawn while a step is captured");
    // And the thread is free to go on.
    assertThat(net.forward(Tensor.ones(2, 32)).toArray()).hasSize(10);
  }

  @Test
  void inferenceHasTheBitsOfForward() {
    Module net = net();
    InferenceStep inference = InferenceStep.of(net);
    Generator generator = new Generator(7);
    for (int batch : BATCHES) {
      Tensor x = generator.randn(batch, 32);
      Tensor y = inference.run(x);
      assertThat(y.toArray()).isEqualTo(net.forward(x).toArray());
      assertThat(y.requiresGrad()).isFalse();
    }
    Tensor x = generator.randn(3, 32);
    assertThat(inference.run(x)).isSameAs(inference.run(x));
  }
}
