package dev.lanegrad.bench.run;

import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Finds, in all that a measured JVM printed, the line that says why it failed. */
final class Failure {
  /** The class of an exception, in front of its message. */
  private static final Pattern CLASS = Pattern.compile("^(Caused by: )?[\\w.$]+: ");

  private Failure() {}

  /** The reason in one line, the most telling that there is. */
  static String reason(String output) {
    Stream<Predicate<String>> kinds =
        Stream.of(
            line -> line.contains("wrong answer"),
            line -> line.startsWith("Caused by: ") && !line.contains("org.openjdk.jmh"),
            line -> line.contains("Exception: ") || line.contains("Error: "),
            line -> !line.isEmpty() && !line.startsWith("WARNING: "));
    return kinds
        .flatMap(kind -> output.lines().map(String::strip).filter(kind).limit(1))
        .findFirst()
        .map(line -> CLASS.matcher(line).replaceFirst(""))
        .orElse("the JVM ended without a word");
  }
}
