package dev.lanegrad.bench.report;

import java.util.List;
import java.util.Optional;

/** What a file is that isn't JSON, by its first characters. */
final class OtherFormat {
  private record Known(String start, String what) {}

  private static final String WRITE_JSON = "; let JMH write JSON: -rf json -rff FILE";

  private static final List<Known> ALL =
      List.of(
          new Known("\"Benchmark\",", "it is JMH's CSV" + WRITE_JSON),
          new Known("\"Benchmark\";", "it is JMH's CSV" + WRITE_JSON),
          new Known("\\begin{", "it is JMH's LaTeX" + WRITE_JSON),
          new Known("Benchmark ", "it is JMH's table" + WRITE_JSON),
          new Known("# JMH version", "it is what JMH printed" + WRITE_JSON),
          new Known("# VM version", "it is what JMH printed" + WRITE_JSON),
          new Known("benchmark,", "it is CSV; give the file of --json"),
          new Known("<", "it is HTML or XML; give the file of --json"));

  private OtherFormat() {}

  /** A few words; empty where it isn't known. */
  static Optional<String> of(String text) {
    String begin = text.stripLeading();
    return ALL.stream().filter(known -> begin.startsWith(known.start)).map(Known::what).findFirst();
  }
}
