package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScalarLoopsTest {
  private static Job loops(Class<?> benchmark, String op) {
    return new Job(
        op,
        benchmark.getName() + ".apply",
        Map.of("op", op, "n", "32768"),
        Configuration.LOOPS,
        1e-6,
        1);
  }

  /** JDK 25: C2 vectorizes an addition, and no bits of floats. */
  @Test
  void additionIsOfVectorsAndTheExponentialScalar() throws Exception {
    ScalarLoops.Found found =
        ScalarLoops.of(
            List.of(loops(BinaryBenchmark.class, "ADD"), loops(UnaryBenchmark.class, "EXP")));

    assertThat(found.tried())
        .containsExactly("BinaryBenchmark.apply ADD", "UnaryBenchmark.apply EXP");
    assertThat(found.scalar()).containsExactly("UnaryBenchmark.apply EXP");
  }

  @Test
  void withoutPlainLoopsNothingIsTried() throws Exception {
    Job vectors =
        new Job(
            "x", UnaryBenchmark.class.getName() + ".apply", Map.of(), Configuration.VECTOR, 1, 1);

    assertThat(ScalarLoops.of(List.of(vectors)).tried()).isEmpty();
  }

  @Test
  void aKernelIsABenchmarkWithoutItsSizes() {
    String name = "dev.lanegrad.bench.jmh.GemmBenchmark.gemm";

    assertThat(ScalarLoops.kernel(name, Map.of("layout", "NT", "shape", "1x2x3")))
        .isEqualTo("GemmBenchmark.gemm NT");
  }
}
