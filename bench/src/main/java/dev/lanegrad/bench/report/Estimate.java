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
  /** Larger ratios are given in powers of ten. */
  private static final double MOST_ROUNDED = 1e12;

  /** Of the value: 0.02 is 2 %. */
  public double relativeError() {
    return error / Math.abs(value);
  }

  public Estimate times(double factor) {
    return new Estimate(value * factor, error * Math.abs(factor));
  }

  public Estimate dividedBy(Estimate other) {
    double ratio = value / other.value;
    // Not by the relative error of this one, which a value of 0 doesn't have.
    return new Estimate(ratio, Math.hypot(error / other.value, ratio * other.error / other.value));
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
    String number = Digits.of(value < 100 ? "%,.2f" : "%,.0f", value);
    boolean isKnown = Double.isFinite(relativeError());
    return number + " ± " + (isKnown ? percent(100 * relativeError()) : "?") + " %";
  }

  /**
   * A ratio: {@code 8.42 ± 0.21}; {@code 6,500 ± 4,700}, two digits of a large error; {@code -}
   * where there is none, as to 0.
   */
  public String asRatio() {
    if (!Double.isFinite(value)) {
      return "-";
    }
    if (value >= 100 && error >= 10 && value < MOST_ROUNDED && error < MOST_ROUNDED) {
      BigDecimal digits = BigDecimal.valueOf(error).round(new MathContext(2));
      BigDecimal rounded = BigDecimal.valueOf(value).setScale(digits.scale(), RoundingMode.HALF_UP);
      return String.format(Locale.ROOT, "%,.0f ± %,.0f", rounded, digits);
    }
    String format =
        value < 0.001 && value > 0
            ? "%.1e"
            : value < 0.1 && value > 0
                ? "%.4f"
                : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    return Digits.of(format, value) + " ± " + (isKnown() ? Digits.error(format, error) : "?");
  }

  /** A score in any unit: {@code 5,764,625 ± 2,854,896}, {@code 1.235e-07 ± 6.2e-09}. */
  String asScore() {
    String errorText = isKnown() ? Digits.error(format(), error) : "?";
    return Double.isNaN(value) ? "NaN" : asNumber() + " ± " + errorText;
  }

  /** The value without its error, of which four digits are shown, and all before the point. */
  String asNumber() {
    return Double.isFinite(value) ? Digits.of(format(), value) : "" + value;
  }

  private String format() {
    double size = Math.abs(value);
    return size > 0 && size < 1e-4 ? "%.3e" : "%,." + decimals(size) + "f";
  }

  private static int decimals(double size) {
    int before = size >= 1e-4 ? (int) Math.floor(Math.log10(size)) : 0;
    return Math.max(0, 3 - before);
  }

  private boolean isKnown() {
    return !Double.isNaN(error);
  }

  private static String percent(double percent) {
    return Digits.error(percent < 10 ? "%.1f" : "%.0f", percent);
  }
}
