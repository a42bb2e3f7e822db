package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.KernelJobs;
import dev.lanegrad.bench.run.ScalarLoops;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class NamesTest {
  @Test
  void noTwoKernelsHaveOneName() {
    List<KernelJobs.Variant> all = KernelJobs.all();
    Results results = new Results();
    all.forEach(v -> results.add(v, Configuration.LOOPS));

    assertThat(results.list().stream().map(Names::full)).doesNotHaveDuplicates();
    assertThat(all.stream().map(KernelJobs.Variant::text)).doesNotHaveDuplicates();
    List<String> kernels =
        all.stream().map(v -> ScalarLoops.kernel(v.benchmark(), v.params())).distinct().toList();
    assertThat(kernels.stream().map(Names::kernel)).doesNotHaveDuplicates().hasSizeGreaterThan(60);
  }

  @Test
  void theMaximumOfAnArrayIsNotThatOfTwo() {
    assertThat(Names.kernel("BinaryBenchmark.apply MAX")).isEqualTo("max of two");
    assertThat(Names.kernel("BinaryBenchmark.apply MIN")).isEqualTo("min of two");
    assertThat(Names.kernel("ReductionBenchmark.max")).isEqualTo("max");
    assertThat(Names.kernel("GemmBenchmark.gemm NT")).isEqualTo("gemm NT");
    assertThat(Names.kernel("LossBenchmark.sum HUBER")).isEqualTo("huber sum");
    assertThat(Names.kernel("CrossEntropyBenchmark.values")).isEqualTo("cross_entropy values");
  }

  /** A parameter that someone adds to a benchmark. */
  @Test
  void otherParametersAreInTheName() {
    Results results = new Results();
    for (String alignment : List.of("0", "4")) {
      Map<String, String> params = Map.of("op", "RELU", "n", "8", "alignment", alignment);
      results.add(UnaryBenchmark.class, "apply", params, Configuration.VECTOR, 1, 0);
    }
    assertThat(results.list().stream().map(Names::full)).doesNotHaveDuplicates();
  }
}
