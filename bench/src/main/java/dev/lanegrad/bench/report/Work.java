package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.CrossEntropyBenchmark;
import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.LinearBenchmark;
import dev.lanegrad.bench.jmh.LossBenchmark;
import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.jmh.Phase;
import dev.lanegrad.bench.jmh.ReductionBenchmark;
import dev.lanegrad.bench.jmh.RowBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.jmh.UpdateBenchmark;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.PointLoss;
import dev.lanegrad.kernel.Unary;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What one operation of a benchmark has to do at least.
 *
 * @param flops floating-point operations, a fused multiply-add counted as two
 * @param bytes read and written, each array once
 * @param elements of the result; samples of a network
 */
public record Work(double flops, double bytes, double elements) {
  /** Of exp and log; see the kernels' polynomials. */
  private static final int EXP = 18;

  private static final int LOG = 22;

  /** The work of a benchmark; empty where it is not known. */
  public static Optional<Work> of(Measurement m) {
    if (!Suite.has(m)) {
      return Optional.empty();
    }
    String group = m.group();
    if (is(PeakBenchmark.class, group)) {
      return Optional.of(new Work(PeakBenchmark.flops(m.bits()), 0, 1));
    } else if (is(NetworkBenchmark.class, group)) {
      return Stream.of(Phase.values())
          .filter(phase -> phase.method().equals(m.method()))
          .map(phase -> phase(Network.parse(m.params().getOrDefault("net", "")), phase))
          .findFirst();
    } else if (is(GemmBenchmark.class, group) || is(LinearBenchmark.class, group)) {
      return sizes(m, "shape", 3).map(Work::product);
    }
    if (is(CrossEntropyBenchmark.class, group)) {
      return sizes(m, "rows", 2).flatMap(rows -> crossEntropy(rows, m.method()));
    }
    return sizes(m, "n", 1)
        .flatMap(n -> perElement(m).map(one -> new Work(n[0] * one.flops, n[0] * one.bytes, n[0])));
  }

  private static boolean is(Class<?> benchmark, String group) {
    return benchmark.getSimpleName().equals(group);
  }

  /** The sizes of a parameter; empty where a result has none, or others. */
  private static Optional<double[]> sizes(Measurement m, String name, int count) {
    String text = m.params().getOrDefault(name, "");
    if (!text.matches("\\d{1,9}(x\\d{1,9}){" + (count - 1) + "}")) {
      return Optional.empty();
    }
    return Optional.of(Stream.of(text.split("x")).mapToDouble(Double::parseDouble).toArray());
  }

  private static Work product(double[] s) {
    double m = s[0];
    double n = s[1];
    double k = s[2];
    return new Work(2 * m * n * k, Float.BYTES * (m * k + k * n + m * n), m * n);
  }

  /** Of a logit: the maximum, the difference, exp and the sum; and a product for the gradient. */
  private static Optional<Work> crossEntropy(double[] s, String method) {
    double elements = s[0] * s[1];
    int one = 3 + EXP;
    double perRow = LOG + 3.0;
    return switch (method) {
      case "gradient" ->
          Optional.of(
              new Work(
                  elements * (one + 1) + s[0] * (perRow + 3),
                  Float.BYTES * (2 * elements + 2 * s[0]),
                  elements));
      case "values" ->
          Optional.of(
              new Work(
                  elements * one + s[0] * perRow, Float.BYTES * (elements + 2 * s[0]), elements));
      default -> Optional.empty();
    };
  }

  private static Optional<Work> perElement(Measurement m) {
    String group = m.group();
    String method = m.method();
    if (is(UnaryBenchmark.class, group)) {
      return constant(Unary.class, m, "op").map(op -> new Work(flops(op), 8, 1));
    } else if (is(BinaryBenchmark.class, group)) {
      return constant(Binary.class, m, "op").map(op -> new Work(flops(op), 12, 1));
    } else if (is(ReductionBenchmark.class, group)) {
      return Optional.of(new Work(1, 4, 1));
    } else if (is(LossBenchmark.class, group)) {
      return constant(PointLoss.class, m, "loss").flatMap(loss -> loss(loss, method));
    } else if (is(RowBenchmark.class, group)) {
      return switch (method) {
        // The exponential; the maximum, a difference, a sum and a product or quotient of each
        // element.
        case "softmax", "logSoftmax", "crossEntropy" -> Optional.of(new Work(EXP + 4, 8, 1));
        case "softmaxGradient" -> Optional.of(new Work(4, 12, 1));
        default -> Optional.empty();
      };
    } else if (is(UpdateBenchmark.class, group)) {
      return switch (method) {
        case "axpy", "sgd" -> Optional.of(new Work(2, 12, 1));
        // Three of its operations are a root and two quotients.
        case "adam" -> Optional.of(new Work(13, 28, 1));
        case "sgdMomentum" -> Optional.of(new Work(6, 20, 1));
        default -> Optional.empty();
      };
    } else if (is(BandwidthBenchmark.class, group)) {
      return switch (method) {
        case "read" -> Optional.of(new Work(0, 8, 1));
        case "triad" -> Optional.of(new Work(2, 12, 1));
        default -> Optional.empty();
      };
    }
    return Optional.empty();
  }

  /** The constant that a parameter names; empty for one of another version of the engine. */
  private static <E extends Enum<E>> Optional<E> constant(Class<E> of, Measurement m, String name) {
    String text = m.params().getOrDefault(name, "");
    return Stream.of(of.getEnumConstants()).filter(c -> c.name().equals(text)).findFirst();
  }

  // Without a default, in these three: the compiler asks for what a new constant costs.

  private static int flops(Unary op) {
    return switch (op) {
      case NEG, ABS, SQUARE, SQRT, RELU -> 1;
      case EXP -> EXP;
      case LOG -> LOG;
      case SIGMOID -> EXP + 4;
      case TANH -> 36;
    };
  }

  private static int flops(Binary op) {
    return switch (op) {
      case ADD, SUB, MUL, DIV, MAX, MIN, RELU_BACKWARD, EQUAL -> 1;
      case SQUARE_BACKWARD, SQRT_BACKWARD, WEIGH, MAX_SHARE -> 2;
      case ABS_BACKWARD, SIGMOID_BACKWARD, TANH_BACKWARD -> 3;
    };
  }

  private static Optional<Work> loss(PointLoss loss, String method) {
    return switch (method) {
      case "values" -> Optional.of(new Work(flops(loss).value, 12, 1));
      case "sum" -> Optional.of(new Work(flops(loss).value + 1, 8, 1));
      case "gradient" -> Optional.of(new Work(flops(loss).derivative + 1, 12, 1));
      default -> Optional.empty();
    };
  }

  private record LossFlops(int value, int derivative) {}

  private static LossFlops flops(PointLoss loss) {
    return switch (loss) {
      case SQUARED_ERROR -> new LossFlops(2, 2);
      case ABSOLUTE_ERROR -> new LossFlops(2, 4);
      // The difference, the smaller part, its two products, the rest, and a multiply-add.
      case SMOOTH_L1 -> new LossFlops(7, 4);
      case HUBER -> new LossFlops(5, 3);
      case BINARY_CROSS_ENTROPY -> new LossFlops(2 * LOG + 4, 5);
      case BINARY_CROSS_ENTROPY_WITH_LOGITS -> new LossFlops(EXP + LOG + 3, EXP + 5);
      case SOFT_MARGIN -> new LossFlops(EXP + LOG + 3, EXP + 6);
      case POISSON_NLL -> new LossFlops(EXP + 2, EXP + 1);
      case POISSON_NLL_OF_RATE -> new LossFlops(LOG + 3, 3);
      case KL_DIVERGENCE -> new LossFlops(LOG + 2, 1);
      case KL_DIVERGENCE_OF_LOG -> new LossFlops(EXP + 2, EXP + 1);
    };
  }

  /** The weights and the activations of all layers, each read or written once where needed. */
  private static Work phase(Network network, Phase phase) {
    List<Integer> widths = network.widths();
    double activations = 0;
    for (int width : widths) {
      activations += (double) network.batch() * width;
    }
    double inner = activations - (double) network.batch() * widths.get(0);
    double parameters = network.parameters();
    double forward = parameters + activations + inner;
    double backward = 2 * parameters + activations + 2 * inner;
    double update = 3 * parameters;
    double floats =
        switch (phase) {
          case FORWARD -> forward;
          case BACKWARD -> backward;
          case UPDATE -> update;
          case STEP, CAPTURED -> forward + backward + update;
        };
    return new Work(network.flops(phase), Float.BYTES * floats, network.batch());
  }

  /** Floating-point operations for each byte. */
  public double intensity() {
    return flops / bytes;
  }
}
