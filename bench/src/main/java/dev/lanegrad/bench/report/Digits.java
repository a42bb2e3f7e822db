package dev.lanegrad.bench.report;

import java.util.Locale;

/** Numbers in texts, whose width nobody knows: as they are wanted, or else in powers of ten. */
public final class Digits {
  /** From here on the digits before the point are too many to be read. */
  private static final double TOO_LARGE = 1e12;

  private Digits() {}

  /**
   * A number in a format such as {@code %,.0f}; in powers of ten where it is too large for that, or
   * where no digit of it would be left.
   */
  public static String of(String format, double value) {
    String text = error(format, value);
    return value != 0 && Double.isFinite(value) && text.matches("[-0.,]*")
        ? powersOfTen(value)
        : text;
  }

  /** The same of an error, which is 0 in the digits of its number where it is small. */
  static String error(String format, double value) {
    return Math.abs(value) >= TOO_LARGE && Double.isFinite(value)
        ? powersOfTen(value)
        : String.format(Locale.ROOT, format, value);
  }

  private static String powersOfTen(double value) {
    return String.format(Locale.ROOT, "%.3e", value);
  }
}
