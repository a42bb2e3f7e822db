package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EstimateTest {
  @Test
  void relativeErrorsOfARatioAddUpAsSquares() {
    Estimate ratio = new Estimate(100, 3).dividedBy(new Estimate(50, 2));

    assertThat(ratio.value()).isEqualTo(2);
    assertThat(ratio.relativeError()).isCloseTo(0.05, within(1e-12));
  }

  @Test
  void aFactorScalesTheError() {
    assertThat(new Estimate(5, 0.5).times(10)).isEqualTo(new Estimate(50, 5));
  }

  @ParameterizedTest
  @CsvSource({
    "1234567.8, 12345.678, '1,234,568 ± 1.0 %'",
    "12.345, 6.1725, 12.35 ± 50 %",
    "500, NaN, 500 ± ? %",
    "0, 0, 0.00 ± ? %",
    "1.2345e300, 1e298, '1.235e+300 ± 0.8 %'",
    "5, 1e300, '5.00 ± 2.000e+301 %'",
    "1e-9, 1e-10, '1.000e-09 ± 10 %'",
    "123456789012, NaN, '123,456,789,012 ± ? %'",
    "1234567890123, NaN, 1.235e+12 ± ? %"
  })
  void counts(double value, double error, String text) {
    assertThat(new Estimate(value, error).asCount()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "8.416, 0.213, 8.42 ± 0.21",
    "84.16, 2.13, 84.2 ± 2.1",
    "841.6, 21.3, 842 ± 21",
    "8.416, NaN, 8.42 ± ?",
    "0.0123, 0.001, 0.0123 ± 0.0010",
    "0.000123, 0.00001, 1.2e-04 ± 1.0e-05",
    "0, 0, 0.00 ± 0.00",
    "Infinity, NaN, -",
    "NaN, NaN, -",
    "1e300, 1e299, 1.000e+300 ± 1.000e+299",
    "200, 1e300, 200 ± 1.000e+300",
    "200, NaN, 200 ± ?"
  })
  void ratios(double value, double error, String text) {
    assertThat(new Estimate(value, error).asRatio()).isEqualTo(text);
  }

  @Test
  void aRatioHasNoMoreDigitsThanItsErrorLeaves() {
    assertThat(new Estimate(6474.27, 4700.97).asRatio()).isEqualTo("6,500 ± 4,700");
    assertThat(new Estimate(156.4, 12.3).asRatio()).isEqualTo("156 ± 12");
    assertThat(new Estimate(1234.5, 2).asRatio()).isEqualTo("1,235 ± 2");
    assertThat(new Estimate(0.0067, 0.0004).asRatio()).isEqualTo("0.0067 ± 0.0004");
    assertThat(new Estimate(8.421, 0.214).asRatio()).isEqualTo("8.42 ± 0.21");
  }

  @ParameterizedTest
  @CsvSource({
    "5764624.3, 2854896.9, '5,764,624 ± 2,854,897'",
    "1234.4, NaN, '1,234 ± ?'",
    "71.997, 0.156, 72.00 ± 0.16",
    "0.012345, 0.00012, 0.01235 ± 0.00012",
    "1.25e-7, 1e-9, 1.250e-07 ± 1.000e-09",
    "0, 0, 0.000 ± 0.000",
    "NaN, 1, NaN",
    "Infinity, NaN, Infinity ± ?",
    "1e300, 1e297, 1.000e+300 ± 1.000e+297",
    "-1e300, NaN, -1.000e+300 ± ?",
    "5, 1e300, 5.000 ± 1.000e+300",
    "123456789012, 5, '123,456,789,012 ± 5'"
  })
  void scores(double value, double error, String text) {
    assertThat(new Estimate(value, error).asScore()).isEqualTo(text);
  }

  @Test
  void aRatioOf0HasTheErrorOfItsNumerator() {
    assertThat(new Estimate(0, 2).dividedBy(new Estimate(100, 50)))
        .isEqualTo(new Estimate(0, 0.02));
  }

  /** Of any size, in every table and picture of the suite and of others. */
  @ParameterizedTest
  @ValueSource(doubles = {1e300, 1e15, 1e-300})
  void noColumnHasHundredsOfDigits(double score) {
    Results results = new Results();
    Map<String, String> exp = Map.of("op", "EXP", "n", "2048");
    Map<String, String> gemm = Map.of("layout", "NN", "shape", "16x16x16");
    for (Configuration c : List.of(Configuration.VECTOR, Configuration.LOOPS)) {
      results.phase("step", c, score, 0);
      results.add(UnaryBenchmark.class, "apply", exp, c, score, score / 10);
      results.add(GemmBenchmark.class, "gemm", gemm, c, score, Double.NaN);
      results.add(PeakBenchmark.class, "fma", Map.of(), c, score, 0);
    }
    List<Measurement> all = new ArrayList<>(results.list());
    all.addAll(JmhJson.read(JmhJson.of("a.B.m", "avgt", "s/op", score, score)));

    for (Section section : new Report(all).sections()) {
      assertThat(section.table().rows())
          .allSatisfy(row -> assertThat(row).allMatch(cell -> cell.length() < 32));
    }
    assertThat(HtmlReport.of(new Report(all)).split("<details>")[0]).doesNotContain("00000000000");
  }
}
