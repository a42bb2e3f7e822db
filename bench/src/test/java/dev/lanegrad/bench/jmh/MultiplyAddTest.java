package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.start.FreshJvm;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The limits of a machine without the instruction: measured by others, and in time. */
class MultiplyAddTest {
  /** Prints whether there is the instruction, and nanoseconds of each benchmark. */
  static final class Main {
    private static volatile float sink;

    private Main() {}

    public static void main(String[] args) {
      System.out.println("fused " + MultiplyAdd.FUSED);
      PeakBenchmark peak = new PeakBenchmark();
      peak.setup();
      BandwidthBenchmark triad = new BandwidthBenchmark();
      triad.n = 2048;
      triad.setup();
      System.out.println(nanos(() -> sink = peak.fma()));
      System.out.println(nanos(() -> sink = triad.triad()[0]));
    }

    private static double nanos(Runnable operation) {
      new Settling(2).run(operation, 0);
      double least = Double.POSITIVE_INFINITY;
      for (int i = 0; i < 50; i++) {
        long start = System.nanoTime();
        operation.run();
        least = Math.min(least, System.nanoTime() - start);
      }
      return least;
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"loops", "vector"})
  void withoutTheInstructionProductsAndSumsAreMeasured(String kernels) throws Exception {
    Configuration configuration =
        kernels.equals("loops") ? Configuration.LOOPS : Configuration.VECTOR;
    List<String> args = new ArrayList<>(List.of("-XX:-UseFMA"));
    args.addAll(List.of("--add-modules", "jdk.incubator.vector"));
    args.addAll(configuration.jvmArgs());
    args.addAll(List.of("-cp", System.getProperty("java.class.path"), Main.class.getName()));
    List<String> lines = new ArrayList<>();

    assertThat(FreshJvm.run(args, Map.of(), lines::add)).isEqualTo(Optional.empty());
    assertThat(lines).hasSize(3).first().isEqualTo("fused false");
    // In BigDecimal: 20 ms and 1 ms.
    assertThat(Double.parseDouble(lines.get(1))).isBetween(1e3, 2e6);
    assertThat(Double.parseDouble(lines.get(2))).isBetween(10.0, 5e4);
  }

  @Test
  void withItTheValueIsRoundedOnce() {
    float a = 1 + 0x1p-12f;
    float expected = MultiplyAdd.FUSED ? Math.fma(a, a, -1f) : a * a - 1f;

    assertThat(MultiplyAdd.of(a, a, -1f)).isEqualTo(expected);
  }
}
