package dev.lanegrad.bench.report;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What any benchmark of JMH is called in a table, so that no two are called alike. */
final class Labels {
  private final Map<String, String> fullNames = new HashMap<>();

  /** Labels that tell these apart. */
  Labels(List<Measurement> measurements) {
    measurements.forEach(
        m ->
            fullNames.merge(
                withoutPackage(m.benchmark()), m.benchmark(), (a, b) -> a.equals(b) ? a : ""));
  }

  /** {@code ListBenchmark.get}; with its package where two have that name. */
  String of(Measurement m) {
    String label = withoutPackage(m.benchmark());
    return fullNames.getOrDefault(label, "").isEmpty() ? m.benchmark() : label;
  }

  /** Packages begin with a small letter; the method and its class are kept in any case. */
  private static String withoutPackage(String benchmark) {
    int method = benchmark.lastIndexOf('.');
    int begin = 0;
    int dot = benchmark.indexOf('.');
    while (dot < method && Character.isLowerCase(benchmark.codePointAt(begin))) {
      begin = dot + 1;
      dot = benchmark.indexOf('.', begin);
    }
    return benchmark.substring(begin);
  }

  /** {@code size=10, type=list}. */
  static String params(Measurement m) {
    return new TreeMap<>(m.params())
        .entrySet().stream()
            .map(param -> param.getKey() + "=" + param.getValue())
            .collect(Collectors.joining(", "));
  }

  /** {@code thrpt}, {@code ss, batch of 100}. */
  static String mode(Measurement m) {
    return m.batchSize() == 1 ? m.mode() : m.mode() + ", batch of " + m.batchSize();
  }

  /**
   * {@code vectors}, {@code plain loops, 2 threads}: the kernels of this suite; empty for
   * benchmarks of others.
   */
  static String configuration(Measurement m) {
    if (!Suite.has(m)) {
      return "";
    }
    String threads = m.kernelThreads();
    boolean isOne = threads.isEmpty() || threads.equals("1");
    return m.configuration().label() + (isOne ? "" : ", " + threads + " threads");
  }

  /** {@code 1 thread}. */
  static String threads(Measurement m) {
    return m.threads() + (m.threads() == 1 ? " thread" : " threads");
  }

  /** {@code avgt in us/op, 4 threads}. */
  static String way(Measurement m) {
    return mode(m) + " in " + m.score().unit() + ", " + threads(m);
  }
}
