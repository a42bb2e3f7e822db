package dev.lanegrad.bench.report;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A unit in which JMH says how fast something is: operations in a time, such as {@code ops/ms}, or
 * the time of an operation, such as {@code us/op}.
 *
 * @param isRate operations in a time, of which more is better
 * @param seconds that the time is
 */
record SpeedUnit(boolean isRate, double seconds) {
  private static final Pattern RATE = Pattern.compile("ops/(\\w+)");
  private static final Pattern TIME = Pattern.compile("(\\w+)/op");

  private static final Map<String, Double> SECONDS =
      Map.of(
          "ns", 1e-9, "us", 1e-6, "ms", 1e-3, "s", 1.0, "min", 60.0, "hr", 3600.0, "day", 86_400.0);

  /** The unit of that name; empty for others, such as {@code B/op}. */
  static Optional<SpeedUnit> parse(String unit) {
    Matcher rate = RATE.matcher(unit);
    Matcher time = TIME.matcher(unit);
    if (rate.matches()) {
      return of(true, rate.group(1));
    }
    return time.matches() ? of(false, time.group(1)) : Optional.empty();
  }

  private static Optional<SpeedUnit> of(boolean isRate, String time) {
    return Optional.ofNullable(SECONDS.get(time)).map(seconds -> new SpeedUnit(isRate, seconds));
  }

  /** In operations per second, or in seconds for an operation. */
  Estimate inSeconds(Estimate score) {
    return isRate ? score.times(1 / seconds) : score.times(seconds);
  }
}
