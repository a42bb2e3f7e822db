package dev.lanegrad.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.Generator;
import dev.lanegrad.NoGrad;
import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.nn.BCEWithLogitsLoss;
import dev.lanegrad.nn.CrossEntropyLoss;
import dev.lanegrad.nn.HuberLoss;
import dev.lanegrad.nn.Linear;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.Module;
import dev.lanegrad.nn.ReLU;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.nn.Sequential;
import dev.lanegrad.optim.Adam;
import dev.lanegrad.optim.Optimizer;
import dev.lanegrad.optim.SGD;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Two networks of the same code, one captured and one not, stay twins to the bit whatever happens
 * to both between their steps, and throw the same errors.
 */
class CapturedTwinTest {
  private static final int SEEDS = 150;
  private static final int ACTIONS = 80;
  private static final int SIZE = 4;

  /** The losses that read a leaf of their own. */
  private static final int OF_LEAF = 4;

  private static final int OF_LEAF_IN_PLACE = 6;

  /** How many runs of operations that were captured before have been compared. */
  private static int runsAgain;

  static List<Integer> seeds() {
    List<Integer> seeds = new ArrayList<>();
    for (int seed = 0; seed < SEEDS; seed++) {
      seeds.add(seed);
    }
    return seeds;
  }

  @ParameterizedTest
  @MethodSource("seeds")
  @SuppressWarnings("try")
  void twinsStayTwins(int seed) {
    Random random = new Random(seed);
    List<Integer> pieces = random.ints(2 + random.nextInt(4), 0, Net.PIECES).boxed().toList();
    Twin eager = new Twin(pieces, seed, false);
    Twin captured = new Twin(pieces, seed, true);
    List<String> log = new ArrayList<>(List.of("pieces " + pieces));
    for (int i = 0; i < ACTIONS; i++) {
      String name = ACTIONS_BY_NAME.get(random.nextInt(ACTIONS_BY_NAME.size()));
      long choices = random.nextLong();
      log.add(name);
      List<String> expected = eager.act(name, new Random(choices));
      int calls = captured.net.calls;
      List<String> actual = captured.act(name, new Random(choices));
      for (int j = 0; j < expected.size(); j++) {
        assertThat(actual.get(j)).as("seed %d, %s", seed, log).isEqualTo(expected.get(j));
      }
      boolean runs = name.equals("step") || name.equals("infer");
      runsAgain += runs && captured.net.calls == calls ? 1 : 0;
    }
  }

  @AfterAll
  static void manyRanAgain() {
    assertThat(runsAgain).isGreaterThan(SEEDS * ACTIONS / 6);
  }

  /** Most are steps, of many kinds of batches. */
  private static final List<String> ACTIONS_BY_NAME = new ArrayList<>();

  static {
    ACTIONS_BY_NAME.addAll(Collections.nCopies(24, "step"));
    ACTIONS_BY_NAME.addAll(Collections.nCopies(6, "infer"));
    ACTIONS_BY_NAME.addAll(
        List.of(
            "freeze",
            "thaw",
            "mode",
            "child mode",
            "lr",
            "overwrite",
            "load",
            "backward",
            "zero",
            "wrapped",
            "weight of the loss",
            "by data()"));
  }

  /** A cube that goes by the length of arrays, as a user may write it. */
  private static final class Cube extends Operation {
    Cube(Tensor x) {
      super(x);
      keep(0);
    }

    @Override
    protected void forward() {
      float[] x = values(0);
      float[] y = output();
      for (int i = 0; i < y.length; i++) {
        y[i] = x[i] * x[i] * x[i];
      }
      assertThat(x).hasSize(y.length).hasSize(numel(0));
    }

    @Override
    protected void backward() {
      float[] x = values(0);
      float[] dy = outputGradient();
      float[] dx = contribution(0);
      assertThat(dy).hasSize(x.length).hasSize(dx.length);
      for (int i = 0; i < dx.length; i++) {
        dx[i] = 3 * x[i] * x[i] * dy[i];
      }
      contribute(0);
    }
  }

  /** Has two ways, by its own mode. */
  private static final class Halving extends Module {
    @Override
    public Tensor forward(Tensor x) {
      return isTraining() ? x.mul(0.5f) : x;
    }
  }

  /** A few pieces one after another, (n, 4) to (n, 4). */
  private static final class Net extends Module {
    static final int PIECES = 19;

    private final List<UnaryOperator<Tensor>> pieces = new ArrayList<>();
    private int calls;
    private final Halving halving = registerModule("halving", new Halving());

    Net(List<Integer> kinds, int seed) {
      Generator generator = new Generator(seed);
      for (int i = 0; i < kinds.size(); i++) {
        pieces.add(piece(kinds.get(i), generator, "p" + i));
        pieces.add(registerModule("l" + i, new Linear(generator, SIZE, SIZE, i % 2 == 0))::forward);
      }
    }

    @SuppressWarnings("try")
    private UnaryOperator<Tensor> piece(int kind, Generator generator, String name) {
      switch (kind) {
        case 0:
          return Tensor::relu;
        case 1:
          return Tensor::sigmoid;
        case 2:
          Module pair =
              registerModule(
                  name, new Sequential(new Linear(generator, SIZE, SIZE, true), new ReLU()));
          return pair::forward;
        case 3:
          Tensor scale = registerParameter(name, generator.rand(SIZE));
          return h -> h.mul(scale).add(scale);
        case 4:
          return h -> h.add(h.relu());
        case 5:
          return h -> h.softmax(1).add(h.logSoftmax(0));
        case 6:
          Tensor factor = registerParameter(name, generator.rand(SIZE, SIZE));
          return h -> h.matmul(factor.t()).relu().matmul(factor);
        case 7:
          return halving::forward;
        case 8:
          Tensor mean = registerParameter(name, Tensor.zeros(SIZE)).requiresGrad(false);
          return h -> {
            try (NoGrad off = NoGrad.enter()) {
              mean.muli(0.9f).addi(h.detach().mean(0, false).mul(0.1f));
            }
            return h.sub(mean.detach().copy());
          };
        case 9:
          return h -> {
            Tensor total = Tensor.zeros(SIZE);
            Tensor doubled = total.mul(2);
            total.addi(h.mean(0, false)).addi(1);
            return h.add(total).add(doubled);
          };
        case 10:
          return h -> new Cube(h).apply(h.shape());
        case 11:
          return h -> h.clamp(-0.5f, 0.5f).maximum(h.mul(0.1f));
        case 12:
          return h -> h.view(-1).tanh().view(-1, SIZE);
        case 13:
          return h -> h.copy().muli(Tensor.of(new float[] {1, 2, 3, 4}));
        case 14:
          return h -> h.relu().mul(h.detach().abs()).div(h.square().add(1));
        case 15:
          return h -> h.t().copy().exp().log().t();
        case 16:
          return h -> new Cube(h.relu()).apply(h.shape()).relu();
        case 17:
          return h -> h.sub(h.mean(1, true)).pow(2).neg();
        default:
          Tensor kept = registerParameter(name, generator.rand(SIZE));
          return h -> kept.requiresGrad() ? h.mul(kept) : h.sub(kept);
      }
    }

    @Override
    public Tensor forward(Tensor x) {
      calls++;
      Tensor h = x;
      for (UnaryOperator<Tensor> piece : pieces) {
        h = piece.apply(h);
      }
      return h;
    }
  }

  /** One of both: a network, what it is trained by, and what is done to it. */
  private static final class Twin {
    private final boolean captured;
    private final int seed;
    private final Net net;
    private final Tensor leaf = Tensor.ones(SIZE).requiresGrad(true);
    private final float[] weights = {1, 1, 1, 1};
    private final Tensor weight = Tensor.wrap(weights, SIZE);
    private final float[] batch = new float[SIZE * SIZE];
    private final Tensor wrapped = Tensor.wrap(batch, SIZE, SIZE);
    private final Tensor trainedX;
    private final Tensor trainedY;
    private final List<Tensor> leaves;
    private final List<Loss> losses;
    private final List<Optimizer> optimizers;
    private final Map<String, TrainingStep> steps = new LinkedHashMap<>();
    private final InferenceStep inference;
    private Tensor lastX;
    private Tensor lastOutput;

    Twin(List<Integer> pieces, int seed, boolean captured) {
      this.captured = captured;
      this.seed = seed;
      net = new Net(pieces, seed);
      inference = InferenceStep.of(net);
      Generator generator = new Generator(seed + 1);
      trainedX = generator.randn(SIZE, SIZE).requiresGrad(true);
      trainedY = generator.randn(SIZE, SIZE).requiresGrad(true);
      leaves = new ArrayList<>(net.parameters());
      leaves.addAll(List.of(leaf, trainedX, trainedY));
      lastX = generator.randn(2, SIZE);
      lastOutput = lastX;
      losses =
          List.of(
              new MSELoss(),
              new HuberLoss(),
              new BCEWithLogitsLoss(Reduction.SUM, weight, weight),
              new CrossEntropyLoss(),
              (o, t) -> o.mul(leaf).sub(t).square().mean(),
              (o, t) -> {
                Tensor sum = o.sub(t).abs().mean();
                for (Tensor parameter : net.parameters()) {
                  sum = sum.add(parameter.square().sum().mul(0.01f));
                }
                return sum;
              },
              (o, t) -> {
                Tensor sum = Tensor.scalar(0);
                sum.addi(o.sub(t).square().mean());
                return sum.addi(leaf.view(2, 2).square().sum());
              },
              new MSELoss(Reduction.NONE));
      optimizers =
          List.of(
              SGD.builder(leaves).lr(0.01f).momentum(0.9f).weightDecay(0.01f).build(),
              new SGD(net.parameters(), 0.02f),
              Adam.builder(net.parameters().subList(0, net.parameters().size() / 2 + 1))
                  .lr(0.01f)
                  .amsgrad(true)
                  .build(),
              new Unfused(leaves));
    }

    /** Does something, and tells what can be seen of it. */
    List<String> act(String name, Random random) {
      String result;
      try {
        result = does(name, random);
      } catch (RuntimeException e) {
        result = e.getClass() + " " + e.getMessage();
      }
      List<String> seen = new ArrayList<>(List.of(name + " " + result));
      for (Tensor one : leaves) {
        seen.add(one.requiresGrad() + " " + text(one) + " " + text(one.grad()));
      }
      return seen;
    }

    private static String text(Tensor tensor) {
      return tensor == null ? "null" : Arrays.toString(tensor.toArray());
    }

    @SuppressWarnings("try")
    private String does(String name, Random random) {
      Tensor some = leaves.get(random.nextInt(leaves.size()));
      Generator generator = new Generator(random.nextInt());
      switch (name) {
        case "step":
          return step(random, generator);
        case "infer":
          lastOutput = infer(x(random, generator));
          return text(lastOutput) + lastOutput.requiresGrad();
        case "freeze":
          if (random.nextInt(8) == 0) {
            leaves.forEach(one -> one.requiresGrad(false));
          }
          some.requiresGrad(false);
          return "";
        case "thaw":
          leaves
              .subList(random.nextInt(leaves.size()), leaves.size())
              .forEach(one -> one.requiresGrad(true));
          return "";
        case "mode":
          return "" + (random.nextBoolean() ? net.train() : net.eval()).isTraining();
        case "child mode":
          return "" + (random.nextBoolean() ? net.halving.train() : net.halving.eval());
        case "lr":
          optimizers.get(random.nextInt(optimizers.size())).lr(random.nextInt(3) * 0.01f);
          return "";
        case "overwrite":
          try (NoGrad off = NoGrad.enter()) {
            some.copyi(generator.rand(some.shape()));
          }
          return "";
        case "load":
          Map<String, Tensor> state = new LinkedHashMap<>();
          net.stateDict().forEach((key, values) -> state.put(key, values.mul(0.9f)));
          net.loadStateDict(state);
          return "";
        case "backward":
          Tensor x = x(random, generator);
          losses.get(random.nextInt(5)).forward(net.forward(x), Tensor.ones(x.shape())).backward();
          return text(x.grad());
        case "zero":
          some.zeroGrad(random.nextBoolean());
          return "";
        case "wrapped":
          batch[random.nextInt(batch.length)] = random.nextFloat();
          wrapped.changed();
          return "";
        case "weight of the loss":
          weights[random.nextInt(SIZE)] = random.nextFloat();
          weight.changed();
          return "";
        default:
          some.data().muli(0.9f);
          some.array()[0] = 0.25f;
          some.changed();
          return "";
      }
    }

    private Tensor x(Random random, Generator generator) {
      switch (random.nextInt(14)) {
        case 0:
          return generator.randn(SIZE, 3).t();
        case 1:
          return wrapped;
        case 2:
          return wrapped.t();
        case 3:
          return net.parameters().get(0).detach().view(-1, SIZE);
        case 4:
          return trainedX;
        case 5:
          return lastOutput;
        case 6:
          return lastX;
        default:
          lastX = generator.randn(1 + random.nextInt(3), SIZE);
          return lastX;
      }
    }

    private Tensor y(Tensor x, Random random, Generator generator) {
      switch (random.nextInt(20)) {
        case 0:
          return x;
        case 1:
          return x.detach().t().contiguous().t();
        case 2:
          return x.size(0) == SIZE ? trainedY : generator.rand(x.shape());
        case 3:
          return x.size(0) == SIZE ? wrapped : generator.rand(x.shape());
        case 4:
          return generator.rand(3, SIZE + 1);
        default:
          return generator.rand(x.shape());
      }
    }

    private String step(Random random, Generator generator) {
      Tensor x = x(random, generator);
      Tensor y = y(x, random, generator);
      int loss = (seed + random.nextInt(2) * 3) % losses.size();
      int optimizer = (seed + loss) % optimizers.size();
      if (random.nextInt(16) == 0) {
        try (NoGrad off = NoGrad.enter()) {
          return off == null ? "" : "" + run(loss, optimizer, x, y);
        }
      }
      return "" + run(loss, optimizer, x, y);
    }

    private float run(int loss, int optimizer, Tensor x, Tensor y) {
      Loss criterion = losses.get(loss);
      Optimizer by = optimizers.get(optimizer);
      if (captured) {
        return steps
            .computeIfAbsent(loss + " " + optimizer, key -> TrainingStep.of(net, criterion, by))
            .run(x, y);
      }
      by.zeroGrad();
      Tensor value = criterion.forward(net.forward(x), y);
      value.backward();
      by.step();
      net.zeroGrad();
      if (loss == OF_LEAF || loss == OF_LEAF_IN_PLACE) {
        leaf.zeroGrad();
      }
      x.zeroGrad();
      y.zeroGrad();
      return value.item();
    }

    @SuppressWarnings("try")
    private Tensor infer(Tensor x) {
      if (captured) {
        return inference.run(x);
      }
      try (NoGrad off = NoGrad.enter()) {
        return net.forward(x);
      }
    }
  }

  /** An optimizer of a user, which knows nothing of parts. */
  private static final class Unfused extends Optimizer {
    Unfused(List<Tensor> parameters) {
      super(parameters, 0.01f);
    }

    @Override
    protected void update(int index, int n, float[] gradient, float[] values) {
      for (int i = 0; i < n; i++) {
        values[i] -= lr() * gradient[i];
      }
    }
  }
}
