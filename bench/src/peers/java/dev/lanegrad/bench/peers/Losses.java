package dev.lanegrad.bench.peers;

import dev.lanegrad.Tensor;
import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.nn.BCELoss;
import dev.lanegrad.nn.BCEWithLogitsLoss;
import dev.lanegrad.nn.CrossEntropyLoss;
import dev.lanegrad.nn.Functional;
import dev.lanegrad.nn.HuberLoss;
import dev.lanegrad.nn.KLDivLoss;
import dev.lanegrad.nn.L1Loss;
import dev.lanegrad.nn.Loss;
import dev.lanegrad.nn.MSELoss;
import dev.lanegrad.nn.NLLLoss;
import dev.lanegrad.nn.PoissonNLLLoss;
import dev.lanegrad.nn.SmoothL1Loss;
import dev.lanegrad.nn.SoftMarginLoss;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.BinaryOperator;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.global.torch;

/** Losses, their value and the gradient of their input, in libtorch and in lanegrad. */
@SuppressWarnings("try") // scopes are what they are for
final class Losses {
  private static final int[] SIZES = {1_000, 1_000_000};
  private static final double TOLERANCE = 1e-5;
  private static final int SAMPLES = 64;

  /**
   * One loss in both libraries.
   *
   * @param classes of each row, where the targets are classes; else 0, and targets are numbers
   */
  private record Pair(
      String name,
      int classes,
      Loss lanegrad,
      BinaryOperator<org.bytedeco.pytorch.Tensor> libtorch) {
    Pair(String name, Loss lanegrad, BinaryOperator<org.bytedeco.pytorch.Tensor> libtorch) {
      this(name, 0, lanegrad, libtorch);
    }

    int[] shape(int n) {
      return classes == 0 ? new int[] {n} : new int[] {n / classes, classes};
    }

    /** What must be read and written at least: the input, the target, and the gradient. */
    long bytes(int n) {
      return 4L * (2L * n + (classes == 0 ? n : n / classes));
    }
  }

  private static final List<Pair> PAIRS =
      List.of(
          new Pair("MSELoss", new MSELoss(), torch::mse_loss),
          new Pair("L1Loss", new L1Loss(), torch::l1_loss),
          new Pair("SmoothL1Loss", new SmoothL1Loss(), torch::smooth_l1_loss),
          new Pair("HuberLoss", new HuberLoss(), torch::huber_loss),
          new Pair("BCELoss", new BCELoss(), torch::binary_cross_entropy),
          new Pair(
              "BCEWithLogitsLoss",
              new BCEWithLogitsLoss(),
              torch::binary_cross_entropy_with_logits),
          new Pair("SoftMarginLoss", new SoftMarginLoss(), torch::soft_margin_loss),
          new Pair("PoissonNLLLoss", new PoissonNLLLoss(), torch::poisson_nll_loss),
          new Pair("KLDivLoss", new KLDivLoss(), torch::kl_div),
          new Pair(
              "CrossEntropyLoss, 10 classes",
              10,
              new CrossEntropyLoss(),
              torch::cross_entropy_loss),
          new Pair(
              "CrossEntropyLoss, 1000 classes",
              1000,
              new CrossEntropyLoss(),
              torch::cross_entropy_loss),
          new Pair("NLLLoss, 10 classes", 10, new NLLLoss(), torch::nll_loss),
          new Pair(
              "sub, square, mean",
              (input, target) -> {
                Functional.checkSameShape(input, target);
                return input.sub(target).square().mean();
              },
              (input, target) -> input.sub(target).square().mean()));

  private Losses() {}

  static void run(Task task, Messages messages) {
    String peer = task.peer().label();
    try {
      messages.present(peer, task.peer().tryOut(task.limits().threads()));
    } catch (RuntimeException | LinkageError e) {
      messages.absent(peer, e);
      return;
    }
    Interleaved timing = new Interleaved(task.effort(), task.limits().threads());
    for (Pair pair : PAIRS) {
      for (int n : SIZES) {
        String title = pair.name + " of " + n;
        Map<String, String> params =
            Map.of(
                "loss",
                pair.name,
                "n",
                String.valueOf(n),
                "peer",
                peer,
                Names.BYTES,
                String.valueOf(pair.bytes(n)));
        try {
          Ours ours = new Ours(pair, n);
          Theirs theirs = new Theirs(pair, n);
          check(ours, theirs, n);
          List<Contestant> contestants =
              List.of(
                  Contestant.compiling(Names.LANEGRAD, ours),
                  Contestant.compiled(peer, theirs),
                  Contestant.compiling(Names.TRIAD, triad(n)).allocates(0));
          messages.result(title, params, 0, timing.measure(contestants, messages));
        } catch (RuntimeException | LinkageError e) {
          messages.absent(peer + " at " + title, e);
        }
      }
    }
  }

  /** What the memory gives at that size: {@code a = b + 3 c}. */
  private static Work triad(int n) {
    BandwidthBenchmark bandwidth = new BandwidthBenchmark();
    bandwidth.n = n;
    bandwidth.setup();
    return () -> bandwidth.triad()[0];
  }

  private static void check(Ours ours, Theirs theirs, int n) {
    float expected = ours.run();
    WrongAnswer.unless("loss", theirs.run(), expected, TOLERANCE * Math.abs(expected));
    for (int s = 0; s < SAMPLES; s++) {
      int i = (int) (s * (n - 1L) / (SAMPLES - 1));
      float gradient = ours.gradient(i);
      double tolerance = TOLERANCE * (Math.abs(gradient) + 1.0 / n);
      WrongAnswer.unless("gradient of element " + i, theirs.gradient(i), gradient, tolerance);
    }
  }

  /** Probabilities, away from 0 and 1: every loss is defined there. */
  private static float[] numbers(long seed, int n) {
    float[] numbers = Numbers.random(seed, n, 0.4);
    for (int i = 0; i < n; i++) {
      numbers[i] += 0.5f;
    }
    return numbers;
  }

  /** Classes of rows, each in its turn. */
  private static long[] classes(int rows, int classes) {
    long[] t = new long[rows];
    Arrays.setAll(t, i -> i * 7L % classes);
    return t;
  }

  private static float[] floats(long[] integers) {
    float[] floats = new float[integers.length];
    for (int i = 0; i < floats.length; i++) {
      floats[i] = integers[i];
    }
    return floats;
  }

  private static final class Ours implements Work {
    private final Loss loss;
    private final Tensor input;
    private final Tensor target;

    Ours(Pair pair, int n) {
      loss = pair.lanegrad;
      int[] shape = pair.shape(n);
      input = Tensor.of(numbers(1, n), shape).requiresGrad(true);
      target =
          pair.classes == 0
              ? Tensor.of(numbers(2, n), n)
              : Tensor.of(floats(classes(shape[0], shape[1])));
    }

    @Override
    public float run() {
      input.zeroGrad();
      Tensor value = loss.forward(input, target);
      value.backward();
      return value.item();
    }

    float gradient(int i) {
      return input.grad().view(-1).get(i);
    }
  }

  private static final class Theirs implements Work {
    private final BinaryOperator<org.bytedeco.pytorch.Tensor> loss;
    private final org.bytedeco.pytorch.Tensor input;
    private final org.bytedeco.pytorch.Tensor target;
    private final org.bytedeco.pytorch.Tensor none = new org.bytedeco.pytorch.Tensor();

    Theirs(Pair pair, int n) {
      loss = pair.libtorch;
      int[] shape = pair.shape(n);
      long[] sizes = Arrays.stream(shape).asLongStream().toArray();
      input = LibtorchLearner.tensor(numbers(1, n), sizes).requires_grad_(true);
      target =
          pair.classes == 0
              ? LibtorchLearner.tensor(numbers(2, n), n)
              : org.bytedeco.pytorch.Tensor.create(classes(shape[0], shape[1]), sizes[0]);
    }

    @Override
    public float run() {
      try (PointerScope scope = new PointerScope()) {
        // Set to none, as optimizers of PyTorch do.
        input.mutable_grad().put(none);
        org.bytedeco.pytorch.Tensor value = loss.apply(input, target);
        value.backward();
        return value.item_float();
      }
    }

    float gradient(int i) {
      try (PointerScope scope = new PointerScope()) {
        return input.grad().view(-1).get(i).item_float();
      }
    }
  }
}
