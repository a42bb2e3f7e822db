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
        .startsWith("benchmark,configuration,bits,threads,n,net,op,ops_per_s,error_ops_per_s,");
    assertThat(text)
        .contains("dev.lanegrad.bench.jmh.NetworkBenchmark.step,vector-256,256,1,,digits,,1600.0,");
  }

  @Test
  void anUnknownErrorIsAnEmptyCell() {
    Results results = new Results().phase("step", Configuration.LOOPS, 8, Double.NaN);

    assertThat(CsvReport.of(results.list())).contains(",digits,8.0,,1.25E8,");
  }
}
