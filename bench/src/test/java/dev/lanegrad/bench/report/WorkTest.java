package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.CrossEntropyBenchmark;
import dev.lanegrad.bench.jmh.RowBenchmark;
import dev.lanegrad.bench.jmh.UpdateBenchmark;
import dev.lanegrad.bench.run.Configuration;
import java.util.Map;
import org.junit.jupiter.api.Test;

class WorkTest {
  private static Work work(Class<?> benchmark, String method, Map<String, String> params) {
    Results results = new Results();
    results.add(benchmark, method, params, Configuration.LOOPS, 1, 0);
    return Work.of(results.list().get(0)).orElseThrow();
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
