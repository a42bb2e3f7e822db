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
import java.util.List;
import java.util.Locale;
import java.util.Map;
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
  /** Of the functions that are more than one operation; see the kernels' polynomials. */
  private static final Map<String, Integer> FLOPS =
      Map.ofEntries(
          Map.entry("exp", 18),
          Map.entry("log", 22),
          Map.entry("sigmoid", 22),
          Map.entry("tanh", 36),
          Map.entry("square_backward", 2),
          Map.entry("abs_backward", 3),
          Map.entry("sqrt_backward", 2),
          Map.entry("sigmoid_backward", 3),
          Map.entry("tanh_backward", 3));

  /** Of a loss: its value, and its derivative. */
  private static final Map<String, int[]> LOSSES =
      Map.of(
          "squared_error", new int[] {2, 2},
          "absolute_error", new int[] {2, 4},
          "huber", new int[] {5, 3},
          "binary_cross_entropy", new int[] {48, 5},
          "binary_cross_entropy_with_logits", new int[] {43, 23},
          "soft_margin", new int[] {43, 24},
          "poisson_nll", new int[] {20, 19},
          "poisson_nll_of_rate", new int[] {25, 3},
          "kl_divergence", new int[] {24, 1},
          "kl_divergence_of_log", new int[] {20, 19});

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
      return Optional.of(product(m.params().getOrDefault("shape", "0x0x0")));
    }
    if (is(CrossEntropyBenchmark.class, group)) {
      return Optional.of(crossEntropy(m.params().getOrDefault("rows", "0x0"), m.method()));
    }
    double n = Double.parseDouble(m.params().getOrDefault("n", "0"));
    return perElement(m).map(one -> new Work(n * one.flops, n * one.bytes, n));
  }

  private static boolean is(Class<?> benchmark, String group) {
    return benchmark.getSimpleName().equals(group);
  }

  private static Work product(String shape) {
    double[] s = Stream.of(shape.split("x")).mapToDouble(Double::parseDouble).toArray();
    double m = s[0];
    double n = s[1];
    double k = s[2];
    return new Work(2 * m * n * k, Float.BYTES * (m * k + k * n + m * n), m * n);
  }

  /** Of a logit: the maximum, the difference, exp and the sum; and a product for the gradient. */
  private static Work crossEntropy(String rows, String method) {
    double[] s = Stream.of(rows.split("x")).mapToDouble(Double::parseDouble).toArray();
    double elements = s[0] * s[1];
    int one = 3 + FLOPS.get("exp");
    double perRow = FLOPS.get("log") + 3.0;
    return method.equals("gradient")
        ? new Work(
            elements * (one + 1) + s[0] * (perRow + 3),
            Float.BYTES * (2 * elements + 2 * s[0]),
            elements)
        : new Work(elements * one + s[0] * perRow, Float.BYTES * (elements + 2 * s[0]), elements);
  }

  private static Optional<Work> perElement(Measurement m) {
    String group = m.group();
    String method = m.method();
    int flops = FLOPS.getOrDefault(m.params().getOrDefault("op", "").toLowerCase(Locale.ROOT), 1);
    if (is(UnaryBenchmark.class, group)) {
      return Optional.of(new Work(flops, 8, 1));
    } else if (is(BinaryBenchmark.class, group)) {
      return Optional.of(new Work(flops, 12, 1));
    } else if (is(ReductionBenchmark.class, group)) {
      return Optional.of(new Work(1, 4, 1));
    } else if (is(LossBenchmark.class, group)) {
      return Optional.of(loss(m.params().getOrDefault("loss", ""), method));
    } else if (is(RowBenchmark.class, group)) {
      // The exponential; the maximum, a difference, a sum and a product or quotient of each
      // element.
      return Optional.of(
          method.equals("softmaxGradient") ? new Work(4, 12, 1) : new Work(22, 8, 1));
    } else if (is(UpdateBenchmark.class, group)) {
      return switch (method) {
        case "axpy", "sgd" -> Optional.of(new Work(2, 12, 1));
        // Three of its operations are a root and two quotients.
        case "adam" -> Optional.of(new Work(13, 28, 1));
        case "sgdMomentum" -> Optional.of(new Work(6, 20, 1));
        default -> Optional.empty();
      };
    } else if (is(BandwidthBenchmark.class, group)) {
      return Optional.of(method.equals("read") ? new Work(0, 8, 1) : new Work(2, 12, 1));
    }
    return Optional.empty();
  }

  private static Work loss(String name, String method) {
    int[] known = LOSSES.getOrDefault(name.toLowerCase(Locale.ROOT), new int[] {2, 2});
    return switch (method) {
      case "sum" -> new Work(known[0] + 1, 8, 1);
      case "gradient" -> new Work(known[1] + 1, 12, 1);
      default -> new Work(known[0], 12, 1);
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
