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
    "500, NaN, 500 ± ? %"
  })
  void counts(double value, double error, String text) {
    assertThat(new Estimate(value, error).asCount()).isEqualTo(text);
  }

  @ParameterizedTest
  @CsvSource({
    "8.416, 0.213, 8.42 ± 0.21",
    "84.16, 2.13, 84.2 ± 2.1",
    "841.6, 21.3, 842 ± 21",
    "8.416, NaN, 8.42 ± ?"
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
}
