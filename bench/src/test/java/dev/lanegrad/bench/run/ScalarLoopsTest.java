package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.Phase;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.run.ScalarLoops.Code;
import java.util.ArrayList;
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
    List<Job> jobs =
        List.of(loops(BinaryBenchmark.class, "ADD"), loops(UnaryBenchmark.class, "EXP"));
    ScalarLoops.Found found = ScalarLoops.of(jobs, 60);

    assertThat(found.codes())
        .isEqualTo(
            Map.of(
                "BinaryBenchmark.apply ADD", Code.VECTORS,
                "UnaryBenchmark.apply EXP", Code.SCALAR));
    assertThat(found.untried()).isEmpty();
    assertThat(found.all(Code.SCALAR)).containsExactly("UnaryBenchmark.apply EXP");
    assertThat(ScalarLoops.seconds(jobs)).isBetween(1.0, 4.0);
  }

  @Test
  void whatTheTimeDoesNotSufficeForIsNamed() throws Exception {
    ScalarLoops.Found found = ScalarLoops.of(List.of(loops(BinaryBenchmark.class, "ADD")), 0);

    assertThat(found.codes()).isEmpty();
    assertThat(found.untried()).containsExactly("BinaryBenchmark.apply ADD");
  }

  @Test
  void withoutPlainLoopsNothingIsTried() throws Exception {
    Job vectors =
        new Job(
            "x", UnaryBenchmark.class.getName() + ".apply", Map.of(), Configuration.VECTOR, 1, 1);
    List<Job> jobs = new ArrayList<>(KernelJobs.peaks(List.of(Configuration.LOOPS)));
    jobs.add(vectors);

    assertThat(ScalarLoops.seconds(jobs)).isZero();
    assertThat(ScalarLoops.of(jobs, 60).codes()).isEmpty();
  }

  /** A network is made of nine kinds of loops. */
  @Test
  void aRunOfNetworksTriesTheirLoopsInAFractionOfItsTime() {
    List<Job> jobs =
        PhaseJobs.of(
            List.of(Network.parse("article")), List.of(Phase.STEP), Configuration.STANDARD);

    assertThat(ScalarLoops.seconds(jobs))
        .isBetween(1.0, new Pace(jobs, Effort.QUICK, 250).secondsLeft());
  }

  @Test
  void aKernelIsABenchmarkWithoutItsSizes() {
    String name = "dev.lanegrad.bench.jmh.GemmBenchmark.gemm";

    assertThat(ScalarLoops.kernel(name, Map.of("layout", "NT", "shape", "1x2x3")))
        .isEqualTo("GemmBenchmark.gemm NT");
  }
}
