package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.Configuration;
import org.junit.jupiter.api.Test;

class CsvReportTest {
  @Test
  void aLineForEachMeasurementAndAColumnForEachParameter() {
    String text = CsvReport.of(Results.widths(0.01).list());

    assertThat(text).hasLineCount(11);
    assertThat(text.lines().findFirst().orElse(""))
        .startsWith(
            "benchmark,mode,threads,forks,configuration,bits,kernel_threads,n,net,op,batch_size,");
    assertThat(text)
        .contains(
            "dev.lanegrad.bench.jmh.NetworkBenchmark.step,thrpt,1,1,vector-256,256,,,digits,,"
                + "1,2,1600.0,16.0,ops/s,,,,1600.0,16.0,625000.0,");
  }

  @Test
  void anUnknownErrorIsAnEmptyCell() {
    Results results = new Results().phase("step", Configuration.LOOPS, 8, Double.NaN);

    assertThat(CsvReport.of(results.list())).contains(",8.0,,ops/s,,,,8.0,,1.25E8,");
  }

  @Test
  void benchmarksOfOthersHaveTheirModeAndThreadsAndNoKernels() {
    String text =
        CsvReport.of(
            JmhJson.read(
                JmhJson.of("org.acme.A.b", "avgt", "us/op", 4, 0.5)
                    .param("threads", "many")
                    .threads(13)
                    .forks(0)));

    assertThat(text.lines())
        .first()
        .asString()
        .contains(",kernel_threads,param:threads,batch_size,samples,score,score_error,unit,");
    assertThat(text)
        .contains(
            "org.acme.A.b,avgt,13,0,,,,many,1,2,4.0,0.5,us/op,4.0,,,3250000.0,406250.0,4000.0,,,,");
  }

  @Test
  void whatIsNotKnownIsAnEmptyCell() {
    String text =
        CsvReport.of(
            JmhJson.read(
                JmhJson.of("org.acme.A.zero", "avgt", "us/op", 0, 0),
                JmhJson.of("org.acme.A.none", "thrpt", "MB/s", Double.NaN, Double.NaN)));

    assertThat(text)
        .contains("A.zero,avgt,1,1,,,,1,2,0.0,0.0,us/op,0.0,,,,,0.0,,,,")
        .contains("A.none,thrpt,1,1,,,,1,2,,,MB/s,,,,,,,,,,")
        .doesNotContain("NaN", "Infinity");
  }
}
