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
  void transposedBatchesAreBatches() {
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

  @Test
  void alternatingShapesAllocateNothing() {
    Module net = net();
    TrainingStep step = TrainingStep.of(net, new MSELoss(), new Adam(net.parameters(), 0.001f));
    InferenceStep inference = InferenceStep.of(net);
    Generator generator = new Generator(5);
    List<Tensor> xs = new ArrayList<>();
    List<Tensor> ys = new ArrayList<>();
    for (int rows : new int[] {64, 7, 33, 64, 1}) {
      xs.add(generator.randn(rows, 32));
      ys.add(generator.randn(rows, 5));
    }
    long least =
        Allocation.ofWarm(
            100,
            () -> {
              for (int i = 0; i < xs.size(); i++) {
                step.run(xs.get(i), ys.get(i));
                inference.run(xs.get(i));
              }
            });
    assertEquals(0, least, "bytes that 500 steps of four shapes allocate");
  }

  /** The arrays of all shapes are those of the largest; some kilobytes for each come on top. */
  @Test
  void manyShapesTakeTheMemoryOfTheLargest() {
    int most = 300;
    Generator generator = new Generator(8);
    Module net =
        new Sequential(
            new Linear(generator, 16, 2048, true),
            new ReLU(),
            new Linear(generator, 2048, 10, true));
    Tensor[] xs = new Tensor[most + 1];
    Tensor[] ys = new Tensor[most + 1];
    for (int rows = 1; rows <= most; rows++) {
      xs[rows] = generator.randn(rows, 16);
      ys[rows] = generator.randn(rows, 10);
    }
    SGD optimizer = new SGD(net.parameters(), 0.001f);
    TrainingStep largest = TrainingStep.of(net, new MSELoss(), optimizer);
    InferenceStep largestPass = InferenceStep.of(net);
    TrainingStep all = TrainingStep.of(net, new MSELoss(), optimizer);
    InferenceStep allPasses = InferenceStep.of(net);
    long before = used();
    largest.run(xs[most], ys[most]);
    largestPass.run(xs[most]);
    long one = used() - before;
    for (int rows = 1; rows <= most; rows++) {
      all.run(xs[rows], ys[rows]);
      allPasses.run(xs[rows]);
    }
    long many = used() - before - one;
    assertThat(one).as("bytes of the largest").isGreaterThan(7_000_000);
    assertThat(many).as("bytes of all, by the largest").isLessThan(one + one / 5 + SCRATCH);
    assertThat(largestPass.run(xs[most]).toArray()).isEqualTo(allPasses.run(xs[most]).toArray());
  }

  /** Bytes that kernels keep for all captures, once they have gone over to vectors, and trials. */
  private static final long SCRATCH = 8_000_000;

  private static long used() {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 4; i++) {
      System.gc();
      Runtime runtime = Runtime.getRuntime();
      least = Math.min(least, runtime.totalMemory() - runtime.freeMemory());
    }
    return least;
  }

  @Test
  void aPassMayBeGivenItsOwnOutput() {
    Module net =
        new Sequential(
            new Linear(new Generator(1), 8, 8, true),
            new ReLU(),
            new Linear(new Generator(2), 8, 8, true));
    InferenceStep inference = InferenceStep.of(net);
    Tensor x = new Generator(3).randn(8, 8);
    Tensor y = x.copy();
    for (int i = 0; i < 5; i++) {
      x = i % 2 == 0 ? inference.run(x) : inference.run(x.t());
      y = net.forward(i % 2 == 0 ? y : y.t()).detach();
      assertThat(x.toArray()).as("run %d", i).isEqualTo(y.toArray());
    }
    Tensor state = x;
    assertEquals(0, Allocation.ofWarm(100, () -> inference.run(state)), "bytes of 100 copies");
  }

  @Test
  void gradientsOfAllLeavesAreNullAfterAStep() {
    Linear fixed = new Linear(new Generator(1), 4, 3, true);
    Linear trained = new Linear(new Generator(2), 3, 1, true);
    Module net = new Sequential(fixed, new ReLU(), trained);
    Tensor factor = Tensor.ones(1).requiresGrad(true);
    Loss loss = (o, t) -> o.mul(factor).sub(t).square().mean();
    TrainingStep step = TrainingStep.of(net, loss, new SGD(trained.parameters(), 0.1f));
    Tensor x = Tensor.ones(5, 4).requiresGrad(true);
    Tensor y = Tensor.ones(5, 1);
    for (int i = 0; i < 3; i++) {
      loss.forward(net.forward(x), y).backward();
      assertThat(factor.grad()).isNotNull();
      step.run(x, y);
      assertThat(x.grad()).isNull();
      step.run(x.detach(), y);
      assertThat(fixed.weight().grad()).isNull();
      assertThat(factor.grad()).isNull();
    }
  }

  @Test
  void anOptimizerOfOtherParametersIsRefused() {
    Module net = net();
    Optimizer others = new SGD(net().parameters(), 0.01f);
    Tensor x = Tensor.ones(2, 32);
    Tensor y = Tensor.ones(2, 5);
    TrainingStep step = TrainingStep.of(net, new MSELoss(), others);
    assertThatThrownBy(() -> step.run(x, y))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the optimizer has 4 parameters, none of which");
    // A part of the parameters, a leaf of the loss, and an input are enough.
    Tensor factor = Tensor.ones(5).requiresGrad(true);
    Loss loss = (o, t) -> o.mul(factor).sub(t).square().mean();
    TrainingStep.of(net, loss, new SGD(net.parameters().subList(2, 3), 0.1f)).run(x, y);
    TrainingStep.of(net, loss, new SGD(List.of(factor), 0.1f)).run(x, y);
    Tensor input = Tensor.ones(2, 32).requiresGrad(true);
    TrainingStep.of(net, loss, new SGD(List.of(input), 0.1f)).run(input, y);
    assertThat(factor.toArray()).isNotEqualTo(Tensor.ones(5).toArray());
    assertThat(input.toArray()).isNotEqualTo(Tensor.ones(2, 32).toArray());
  }

  @Test
  void whatIsMissingIsNamed() {
    Module net = net();
    Optimizer optimizer = new SGD(net.parameters(), 0.01f);
    assertThatThrownBy(() -> TrainingStep.of(null, new MSELoss(), optimizer))
        .hasMessageStartingWith("the net of a step is null");
    assertThatThrownBy(() -> TrainingStep.of(net, null, optimizer))
        .hasMessageStartingWith("the loss of a step is null");
    assertThatThrownBy(() -> TrainingStep.of(net, new MSELoss(), null))
        .hasMessageStartingWith("the optimizer of a step is null");
    assertThatThrownBy(() -> InferenceStep.of(null))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("the net of a step is null");
  }

  @Test
  void whatRunsOnceOnlyIsRefused() {
    Module net = net();
    InferenceStep teacher = InferenceStep.of(net());
    Tensor x = Tensor.ones(2, 32);
    Tensor y = Tensor.ones(2, 5);
    teacher.run(x);
    List<Loss> losses =
        List.of(
            (o, t) -> o.sub(teacher.run(x)).square().mean(),
            (o, t) -> o.mul(o.array()[0]).mean(),
            (o, t) -> {
              Tensor loss = o.sub(t).square().mean();
              loss.backward();
              return loss;
            });
    List<String> messages = List.of("InferenceStep.run()", "array()", "backward()");
    for (int i = 0; i < losses.size(); i++) {
      TrainingStep step = TrainingStep.of(net, losses.get(i), new SGD(net.parameters(), 0.01f));
      assertThatThrownBy(() -> step.run(x, y))
          .isInstanceOf(IllegalStateException.class)
          .hasMessageStartingWith(messages.get(i) + " was called while a step is captured");
    }
  }

  /** A graph that was built before can be walked once, as by the code. */
  @Test
  void aGraphFromOutsideIsWalkedOnce() {
    Module net = net();
    Tensor penalty = net.parameters().get(0).square().sum();
    Loss loss = (o, t) -> o.sub(t).square().mean().add(penalty);
    TrainingStep step = TrainingStep.of(net, loss, new SGD(net.parameters(), 0.01f));
    Tensor x = Tensor.ones(2, 32);
    Tensor y = Tensor.ones(2, 5);
    step.run(x, y);
    assertThatThrownBy(() -> step.run(x, y)).hasMessageContaining("a second time");
  }
}
