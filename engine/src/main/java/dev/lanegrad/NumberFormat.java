package dev.lanegrad;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * One format for all the numbers of a tensor, chosen from them as PyTorch does: whole numbers as
 * {@code 1.}, others with 4 decimals, and scientific where the range asks for it.
 */
final class NumberFormat {
  private static final int DECIMALS = 4;
  private static final MathContext DIGITS = new MathContext(DECIMALS + 1, RoundingMode.HALF_EVEN);

  private final boolean whole;
  private final boolean scientific;
  private final int width;

  /** The format for the given numbers. */
  NumberFormat(float[] values) {
    double min = Double.POSITIVE_INFINITY;
    double max = 0;
    boolean whole = true;
    for (float value : values) {
      double size = Math.abs(value);
      if (size > 0 && size < Double.POSITIVE_INFINITY) {
        min = Math.min(min, size);
        max = Math.max(max, size);
        whole &= value == Math.ceil(value);
      }
    }
    this.whole = whole;
    scientific = max > 0 && (max / min > 1000 || max > 1e8 || (!whole && min < 1e-4));
    int width = 1;
    for (float value : values) {
      if (value != 0 && Float.isFinite(value)) {
        width = Math.max(width, text(value).length());
      }
    }
    this.width = width;
  }

  int width() {
    return width;
  }

  /** Appends a number, to the right of a column. */
  void append(StringBuilder to, float value) {
    String text = text(value);
    to.append(" ".repeat(Math.max(0, width - text.length()))).append(text);
  }

  private String text(float value) {
    if (Float.isNaN(value)) {
      return "nan";
    }
    String sign = Float.floatToRawIntBits(value) < 0 ? "-" : "";
    float size = Math.abs(value);
    if (size == Float.POSITIVE_INFINITY) {
      return sign + "inf";
    }
    if (scientific) {
      return sign + scientific(size);
    }
    // The exact value of a float is a finite decimal, so this rounds as C and Python do.
    return sign
        + new BigDecimal(size)
            .setScale(whole ? 0 : DECIMALS, RoundingMode.HALF_EVEN)
            .toPlainString()
        + (whole ? "." : "");
  }

  private static String scientific(float size) {
    if (size == 0) {
      return "0.0000e+00";
    }
    BigDecimal rounded = new BigDecimal(size).round(DIGITS);
    String digits = rounded.unscaledValue().toString();
    int exponent = digits.length() - 1 - rounded.scale();
    digits += "0".repeat(Math.max(0, DECIMALS + 1 - digits.length()));
    return digits.charAt(0)
        + "."
        + digits.substring(1, DECIMALS + 1)
        + (exponent < 0 ? "e-" : "e+")
        + (Math.abs(exponent) < 10 ? "0" : "")
        + Math.abs(exponent);
  }
}
