package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.CrossEntropyBenchmark;
import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.LossBenchmark;
import dev.lanegrad.bench.jmh.RowBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.jmh.UpdateBenchmark;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.KernelJobs;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static Work work(Class<?> benchmark, String method, Map<String, String> params) {
    Results results = new Results();
    results.add(benchmark, method, params, Configuration.LOOPS, 1, 0);
    return Work.of(results.list().get(0)).orElseThrow();
  }

  /** Of every benchmark with every constant: none is left out, and none has another's figure. */
  @Test
  void theWorkOfEveryKernelIsKnown() {
    Results results = new Results();
    List<KernelJobs.Variant> all = KernelJobs.all();
    all.forEach(v -> results.add(v, Configuration.LOOPS));

    for (Measurement m : results.list()) {
      Work work = Work.of(m).orElseThrow(() -> new AssertionError(Names.full(m)));
      assertThat(work.flops()).as(Names.full(m)).isPositive();
      assertThat(work.bytes()).as(Names.full(m)).isPositive();
    }
    assertThat(all).hasSizeGreaterThan(200);
  }

  @Test
  void theSmoothL1LossIsMoreWorkThanTheSquaredError() {
    Map<String, String> smooth = Map.of("loss", "SMOOTH_L1", "n", "10");

    assertThat(work(LossBenchmark.class, "values", smooth)).isEqualTo(new Work(70, 120, 10));
    assertThat(work(LossBenchmark.class, "sum", smooth)).isEqualTo(new Work(80, 80, 10));
    assertThat(work(LossBenchmark.class, "gradient", smooth)).isEqualTo(new Work(50, 120, 10));
  }

  /** A file of another version of the engine. */
  @Test
  void ofAConstantThatIsNotThereNothingIsKnown() {
    Results results = new Results();
    for (Class<?> benchmark :
        List.of(UnaryBenchmark.class, BinaryBenchmark.class, LossBenchmark.class)) {
      Map<String, String> unknown = Map.of("op", "CBRT", "loss", "CBRT", "n", "10");
      results.add(benchmark, "apply", unknown, Configuration.LOOPS, 1, 0);
    }
    assertThat(results.list()).allMatch(m -> Work.of(m).isEmpty());
  }

  /** Of a file that somebody has cut, or of another version. */
  @Test
  void withoutSizesOrOfAnotherMethodNothingIsKnown() {
    Results results = new Results();
    results.add(GemmBenchmark.class, "gemm", Map.of(), Configuration.LOOPS, 1, 0);
    results.add(GemmBenchmark.class, "gemm", Map.of("shape", "8x8"), Configuration.LOOPS, 1, 0);
    results.add(BandwidthBenchmark.class, "read", Map.of(), Configuration.LOOPS, 1, 0);
    results.add(BandwidthBenchmark.class, "copy", Map.of("n", "8"), Configuration.LOOPS, 1, 0);
    Map<String, String> rows = Map.of("rows", "8x8");
    results.add(CrossEntropyBenchmark.class, "other", rows, Configuration.LOOPS, 1, 0);
    assertThat(results.list()).hasSize(5).allMatch(m -> Work.of(m).isEmpty());
  }

  /** Parameter and both moments read and written, the gradient read: seven floats. */
  @Test
  void adamMovesSevenFloatsForAParameter() {
    assertThat(work(UpdateBenchmark.class, "adam", Map.of("n", "10")))
        .isEqualTo(new Work(130, 280, 10));
  }

  /** The logits are read, and a class and a value or weight for each row. */
  @Test
  void crossEntropyReadsItsLogitsOnce() {
    Work work = work(CrossEntropyBenchmark.class, "values", Map.of("rows", "4x10"));

    assertThat(work.bytes()).isEqualTo(4 * (40 + 2 * 4));
    assertThat(work.elements()).isEqualTo(40);
    assertThat(work.flops()).isEqualTo(40 * (18 + 3) + 4 * (22 + 3));
  }

  @Test
  void itsGradientIsWrittenToo() {
    Work work = work(CrossEntropyBenchmark.class, "gradient", Map.of("rows", "4x10"));

    assertThat(work.bytes()).isEqualTo(4 * (2 * 40 + 2 * 4));
    assertThat(work.flops()).isEqualTo(40 * (18 + 4) + 4 * (22 + 6));
  }

  @Test
  void rowsAreReadAndWrittenAndAGradientReadsTwo() {
    Map<String, String> n = Map.of("n", "10");

    assertThat(work(RowBenchmark.class, "softmax", n)).isEqualTo(new Work(220, 80, 10));
    assertThat(work(RowBenchmark.class, "logSoftmax", n)).isEqualTo(new Work(220, 80, 10));
    assertThat(work(RowBenchmark.class, "softmaxGradient", n)).isEqualTo(new Work(40, 120, 10));
  }
}
