package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Conditions;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Fork;

/**
 * Options of JMH, seen to where they would do something else than they seem to.
 *
 * <p>{@code -jvmArgs} takes the place of the suite's own heap, collector and threads in JMH. Here
 * it is added to them; what it sets itself counts.
 */
record JmhArguments(List<String> forJmh, List<String> kept) {
  private static final String JVM_ARGS = "-?-jvmArgs";
  private static final String FILE = "-?-rff";
  private static final String FORMAT = "-?-rf";
  private static final String HEAP = "-X(ms|mx).*|-XX:(Min|Max|Initial)(RAM|Heap).*";
  private static final String COLLECTOR = "-XX:[+-]Use\\w+GC";

  static JmhArguments of(List<String> args) {
    List<String> forJmh = new ArrayList<>(args);
    List<String> kept = List.of();
    for (int i = 0; i < forJmh.size(); i++) {
      String arg = forJmh.get(i);
      if (arg.equals("--help")) {
        forJmh.set(i, "-h");
      } else if (arg.matches(JVM_ARGS) && i + 1 < forJmh.size()) {
        kept = kept(forJmh.get(i + 1));
        forJmh.set(i + 1, String.join(" ", kept) + " " + forJmh.get(i + 1));
        i++;
      } else if (arg.matches(JVM_ARGS + "=.*")) {
        int value = arg.indexOf('=') + 1;
        kept = kept(arg.substring(value));
        String all = String.join(" ", kept) + " " + arg.substring(value);
        forJmh.set(i, arg.substring(0, value) + all);
      }
    }
    return new JmhArguments(List.copyOf(forJmh), kept);
  }

  /** The suite's own flags that others don't contradict. */
  private static List<String> kept(String others) {
    List<String> given = List.of(others.strip().split("\\s+"));
    return Stream.of(Conditions.class.getAnnotation(Fork.class).jvmArgs())
        .filter(own -> !bothOf(HEAP, own, given))
        .filter(own -> !bothOf(COLLECTOR, own, given))
        .toList();
  }

  private static boolean bothOf(String kind, String own, List<String> given) {
    Predicate<String> isOfKind = arg -> arg.matches(kind);
    return isOfKind.test(own) && given.stream().anyMatch(isOfKind);
  }

  /** The file that JMH writes its results to, if it does. */
  Optional<Path> resultFile() {
    return value(FILE)
        .or(() -> value(FORMAT).map(format -> "jmh-result." + format.toLowerCase(Locale.ROOT)))
        .map(Path::of);
  }

  private Optional<String> value(String option) {
    for (int i = 0; i < forJmh.size(); i++) {
      if (forJmh.get(i).matches(option) && i + 1 < forJmh.size()) {
        return Optional.of(forJmh.get(i + 1));
      }
      if (forJmh.get(i).matches(option + "=.*")) {
        return Optional.of(forJmh.get(i).substring(forJmh.get(i).indexOf('=') + 1));
      }
    }
    return Optional.empty();
  }

  /** A line about a file that JMH left empty. */
  static String aboutEmpty(Path file) {
    return file
        + " is empty: JMH writes results at its end, and one that it stopped at (-foe true) leaves"
        + " none";
  }
}
