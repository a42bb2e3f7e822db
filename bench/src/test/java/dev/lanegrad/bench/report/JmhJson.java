package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** One result as JMH writes it, made up for tests. */
public final class JmhJson {
  private final String benchmark;
  private final String mode;
  private final String metric;
  private final List<String> jvmArgs = new ArrayList<>();
  private final Map<String, String> params = new LinkedHashMap<>();
  private final Map<String, String> secondary = new LinkedHashMap<>();
  private int threads = 1;
  private int forks = 1;
  private int batchSize = 1;

  private JmhJson(String benchmark, String mode, String metric) {
    this.benchmark = benchmark;
    this.mode = mode;
    this.metric = metric;
  }

  /** A score with its error, of two samples around it. */
  public static JmhJson of(String benchmark, String mode, String unit, double score, double error) {
    return new JmhJson(benchmark, mode, metric(unit, score, error));
  }

  /** Of mode sample: three operations of 1, five of 2, and percentiles. */
  static JmhJson sampled(String benchmark, String unit) {
    return new JmhJson(
        benchmark,
        "sample",
        head(unit, 1.625, 0.5)
            + "\"scorePercentiles\" : { \"0.0\" : 1.0, \"50.0\" : 2.0, \"99.9\" : 2.5,"
            + " \"100.0\" : 3.0 }, \"rawDataHistogram\" : [ [ [ [1.0, 3], [2.0, 5] ] ] ] }");
  }

  JmhJson param(String name, String value) {
    params.put(name, value);
    return this;
  }

  public JmhJson threads(int threads) {
    this.threads = threads;
    return this;
  }

  JmhJson forks(int forks) {
    this.forks = forks;
    return this;
  }

  JmhJson batchSize(int batchSize) {
    this.batchSize = batchSize;
    return this;
  }

  JmhJson jvmArgs(String... args) {
    jvmArgs.addAll(List.of(args));
    return this;
  }

  JmhJson secondary(String name, String unit, double score) {
    secondary.put(name, metric(unit, score, Double.NaN));
    return this;
  }

  private static String metric(String unit, double score, double error) {
    return head(unit, score, error)
        + String.format(
            Locale.ROOT,
            "\"scorePercentiles\" : { \"50.0\" : %s }, \"rawData\" : [ [ %s, %s ] ] }",
            number(score),
            number(score),
            number(score));
  }

  private static String head(String unit, double score, double error) {
    return String.format(
        Locale.ROOT,
        "{ \"score\" : %s, \"scoreError\" : %s, \"scoreConfidence\" : [ %s, %s ],"
            + " \"scoreUnit\" : \"%s\", ",
        number(score),
        number(error),
        number(score - error),
        number(score + error),
        unit);
  }

  private static String number(double number) {
    return Double.isNaN(number)
        ? "\"NaN\""
        : Double.isInfinite(number) ? number > 0 ? "\"+INF\"" : "\"-INF\"" : "" + number;
  }

  private static String quoted(String text) {
    return "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
  }

  private static String object(Stream<String> members) {
    return members.collect(Collectors.joining(", ", "{ ", " }"));
  }

  @Override
  public String toString() {
    List<String> members = new ArrayList<>();
    members.add("\"jmhVersion\" : \"1.37\"");
    members.add("\"benchmark\" : " + quoted(benchmark));
    members.add("\"mode\" : " + quoted(mode));
    members.add("\"threads\" : " + threads);
    members.add("\"forks\" : " + forks);
    members.add("\"jvm\" : \"C:\\\\jdk\\\\bin\\\\java.exe\"");
    members.add(
        jvmArgs.stream()
            .map(JmhJson::quoted)
            .collect(Collectors.joining(", ", "\"jvmArgs\" : [ ", " ]")));
    members.add("\"jdkVersion\" : \"17.0.8\"");
    members.add("\"vmName\" : \"Test VM\"");
    members.add("\"warmupIterations\" : 3");
    members.add("\"warmupTime\" : \"10 s\"");
    members.add("\"measurementIterations\" : 5");
    members.add("\"measurementTime\" : \"1 s\"");
    members.add("\"measurementBatchSize\" : " + batchSize);
    if (!params.isEmpty()) {
      members.add(
          "\"params\" : "
              + object(
                  params.entrySet().stream()
                      .map(p -> quoted(p.getKey()) + " : " + quoted(p.getValue()))));
    }
    members.add("\"primaryMetric\" : " + metric);
    members.add(
        "\"secondaryMetrics\" : "
            + object(
                secondary.entrySet().stream().map(s -> quoted(s.getKey()) + " : " + s.getValue())));
    return object(members.stream());
  }

  /** A file of results. */
  public static String file(JmhJson... results) {
    return Stream.of(results)
        .map(JmhJson::toString)
        .collect(Collectors.joining(",\n", "[\n", "\n]\n"));
  }

  static List<Measurement> read(JmhJson... results) {
    return ResultFile.parse(file(results));
  }

  static Measurement readOne(JmhJson result) {
    return read(result).get(0);
  }
}
