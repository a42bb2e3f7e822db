package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

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
    "0, 0, 0.00 ± ? %"
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
    "NaN, NaN, -"
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
    "Infinity, NaN, Infinity ± ?"
  })
  void scores(double value, double error, String text) {
    assertThat(new Estimate(value, error).asScore()).isEqualTo(text);
  }

  @Test
  void aRatioOf0HasTheErrorOfItsNumerator() {
    assertThat(new Estimate(0, 2).dividedBy(new Estimate(100, 50)))
        .isEqualTo(new Estimate(0, 0.02));
  }
}
