package dev.lanegrad.bench.report;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * A measured number and half of its 99.9 % confidence interval, NaN where that is not known.
 *
 * <p>Errors of two measurements are independent: those of a ratio add up as squares, relative to
 * the numbers.
 */
public record Estimate(double value, double error) {
  /** Of the value: 0.02 is 2 %. */
  public double relativeError() {
    return error / Math.abs(value);
  }

  public Estimate times(double factor) {
    return new Estimate(value * factor, error * Math.abs(factor));
  }

  public Estimate dividedBy(Estimate other) {
    double ratio = value / other.value;
    return new Estimate(
        ratio, Math.abs(ratio) * Math.hypot(relativeError(), other.relativeError()));
  }

  /** Whether the intervals of two numbers don't overlap; not where an error isn't known. */
  public boolean differsFrom(Estimate other) {
    return Math.abs(value - other.value) > error + other.error;
  }

  /** The geometric mean; empty of none. */
  static Optional<Estimate> geometricMean(List<Estimate> factors) {
    if (factors.isEmpty()) {
      return Optional.empty();
    }
    double logarithms = 0;
    double squares = 0;
    for (Estimate factor : factors) {
      logarithms += Math.log(factor.value);
      squares += factor.relativeError() * factor.relativeError();
    }
    double mean = Math.exp(logarithms / factors.size());
    return Optional.of(new Estimate(mean, mean * Math.sqrt(squares) / factors.size()));
  }

  /** A count: {@code 1,234,567 ± 1.2 %}. */
  public String asCount() {
    String number = String.format(Locale.ROOT, value < 100 ? "%,.2f" : "%,.0f", value);
    return number + " ± " + (isKnown() ? percent(100 * relativeError()) : "?") + " %";
  }

  /** A ratio: {@code 8.42 ± 0.21}; {@code 6,500 ± 4,700}, two digits of a large error. */
  public String asRatio() {
    if (value >= 100 && error >= 10) {
      BigDecimal digits = BigDecimal.valueOf(error).round(new MathContext(2));
      BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits.scale(), RoundingMode.HALF_UP);
      return String.format(Locale.ROOT, "%,.0f ± %,.0f", rounded, digits);
    }
    String format = value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    String number = String.format(Locale.ROOT, format, value);
    return number + " ± " + (isKnown() ? String.format(Locale.ROOT, format, error) : "?");
  }

  private boolean isKnown() {
    return !Double.isNaN(error);
  }

  private static String percent(double percent) {
    return String.format(Locale.ROOT, percent < 10 ? "%.1f" : "%.0f", percent);
  }
}
