package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.exc.MismatchedInputException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads JMH's JSON: an array of one object for each benchmark in one mode, with one choice of
 * parameters.
 */
final class ResultReader {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
          .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
          .build();

  /** JMH marked the metrics of profilers by a dot until 1.35, which some encodings don't have. */
  private static final Pattern DOT = Pattern.compile("^(?:\u00C2?\u00B7|[?\uFFFD]+)");

  /** What JMH gives the percentiles of a sample once more as: {@code p0.50}, {@code put:p0.50}. */
  private static final Pattern PERCENTILE = Pattern.compile("(?:.*[^\\w.])?p[01]\\.\\d+");

  /** JMH 1.21 laid out its JSON by line breaks behind commas and at brackets, also within texts. */
  private static final Pattern LAYOUT =
      Pattern.compile("(?<=[,\\[\\]{}])\\R\\s*|\\R\\s*(?=[\\]}])");

  /** What would command a terminal, turn a line around, or be no character of a page. */
  private static final Pattern UNPRINTABLE =
      Pattern.compile("[\\p{Cc}\\p{Cs}\\x{202A}-\\x{202E}\\x{2066}-\\x{2069}\\x{FFFE}\\x{FFFF}]");

  private ResultReader() {}

  static List<Measurement> read(String text) {
    JsonNode array = parse(text);
    if (!array.isArray()) {
      throw refused("an array was expected, and it holds " + kind(array));
    }
    List<Measurement> measurements = new ArrayList<>();
    for (JsonNode result : array) {
      measurements.add(measurement(result, "result " + (measurements.size() + 1)));
    }
    return measurements;
  }

  private static JsonNode parse(String text) {
    if (text.isBlank()) {
      throw new IllegalArgumentException(
          "is empty: JMH fills a file at the end of its run, and this run failed or was stopped");
    }
    try {
      return JSON.readTree(text);
    } catch (MismatchedInputException e) {
      throw refused("more follows behind its array, at " + place(e));
    } catch (JacksonException e) {
      if (text.stripLeading().startsWith("[") && isAtEnd(e, text)) {
        throw new IllegalArgumentException(
            "ends within a result, at " + place(e) + ": it was written or copied only in part", e);
      }
      throw refused(
          OtherFormat.of(text)
              .orElseGet(() -> firstLine(e.getOriginalMessage()) + ", " + place(e)));
    }
  }

  /** What is wrong with the last character is that no other one follows. */
  private static boolean isAtEnd(JacksonException e, String text) {
    TokenStreamLocation location = e.getLocation();
    return location != null && location.getCharOffset() >= text.stripTrailing().length() - 1;
  }

  static IllegalArgumentException refused(String reason) {
    return new IllegalArgumentException("isn't a result file of JMH in JSON: " + reason);
  }

  private static String place(JacksonException e) {
    TokenStreamLocation location = e.getLocation();
    return location == null // where a limit of the reader is met, such as of nesting
        ? "a place that isn't known"
        : "line " + location.getLineNr() + ", column " + location.getColumnNr();
  }

  private static String firstLine(String message) {
    return printable(message.lines().findFirst().orElse(""));
  }

  private static String kind(JsonNode node) {
    return switch (node.getNodeType()) {
      case OBJECT -> "an object";
      case ARRAY -> "an array";
      case STRING -> "a string";
      case NUMBER -> "a number";
      default -> node.toString();
    };
  }

  private static Measurement measurement(JsonNode result, String place) {
    if (!result.isObject()) {
      throw refused(place + " is " + kind(result) + ", not an object");
    }
    JsonNode name = required(result, "benchmark", place);
    Members.string(name, place, "benchmark");
    String benchmark = text(name);
    String where = place + " (" + benchmark + ")";
    Members.check(result, where);
    Score score = score(required(result, "primaryMetric", where), where + ", primaryMetric");
    List<String> jvmArgs = new ArrayList<>();
    result.path("jvmArgs").forEach(arg -> jvmArgs.add(text(arg)));
    Map<String, String> jmh = texts(result);
    jmh.computeIfAbsent(ResultFile.MODE, key -> modeOf(score));
    Map<String, String> about = texts(result.path(ResultFile.ABOUT));
    if (jmh.containsKey("jdkVersion")) {
      String vm = jmh.getOrDefault("vmName", "");
      about.putIfAbsent(ResultFile.JDK, jmh.get("jdkVersion") + (vm.isEmpty() ? "" : ", " + vm));
    }
    return new Measurement(
        benchmark,
        texts(result.path("params")),
        Configuration.of(jvmArgs),
        score,
        secondary(result.path("secondaryMetrics"), where),
        jvmArgs,
        jmh,
        about);
  }

  private static String modeOf(Score score) {
    boolean isTime = score.unit().endsWith("/op");
    return (isTime ? Mode.AverageTime : Mode.Throughput).shortLabel();
  }

  private static Map<String, Score> secondary(JsonNode metrics, String where) {
    Map<String, Score> secondary = new LinkedHashMap<>();
    metrics
        .properties()
        .forEach(
            metric -> {
              String name = DOT.matcher(metric.getKey()).replaceFirst("");
              if (!PERCENTILE.matcher(name).matches()) {
                secondary.put(name, score(metric.getValue(), where + ", " + name));
              }
            });
    return secondary;
  }

  private static Score score(JsonNode metric, String where) {
    Members.checkMetric(metric, where);
    double score = number(required(metric, "score", where), where + ", score");
    double error = number(metric.path("scoreError"), where + ", scoreError");
    if (error < 0 && Double.isFinite(error)) {
      throw refused(where + ": the member scoreError is " + error + ", not a number from 0");
    }
    String unit = text(required(metric, "scoreUnit", where));
    Map<Double, Double> percentiles = new TreeMap<>();
    metric
        .path("scorePercentiles")
        .properties()
        .forEach(
            p ->
                percentiles.put(
                    number(p.getKey(), where + ", scorePercentiles"),
                    number(p.getValue(), where + ", percentile " + p.getKey())));
    JsonNode histogram = metric.path("rawDataHistogram");
    if (histogram.isArray()) {
      Estimate value = new Estimate(score, error);
      return new Score(value, unit, percentiles, List.of(), count(histogram, where));
    }
    List<List<Double>> samples = new ArrayList<>();
    for (JsonNode fork : metric.path("rawData")) {
      List<Double> ofFork = new ArrayList<>();
      fork.forEach(sample -> ofFork.add(number(sample, where + ", rawData")));
      samples.add(ofFork);
    }
    // One sample has no error, whatever wrote a 0 there.
    boolean isOne = samples.stream().mapToInt(List::size).sum() == 1;
    Estimate value = new Estimate(score, isOne ? Double.NaN : error);
    return new Score(value, unit, percentiles, samples);
  }

  /** Of each JVM and iteration there is a list of values, each with how often it occurred. */
  private static long count(JsonNode histogram, String where) {
    long count = 0;
    for (JsonNode fork : histogram) {
      for (JsonNode iteration : fork) {
        for (JsonNode bucket : iteration) {
          count += (long) number(bucket.path(1), where + ", rawDataHistogram");
        }
      }
    }
    return count;
  }

  private static double number(JsonNode node, String where) {
    if (node.isNumber()) {
      return node.asDouble();
    }
    return node.isMissingNode() || node.isNull() ? Double.NaN : number(text(node), where);
  }

  /** JMH writes what JSON has no number for as text. */
  private static double number(String text, String where) {
    return switch (text) {
      case "NaN" -> Double.NaN;
      case "+INF", "INF", "Infinity" -> Double.POSITIVE_INFINITY;
      case "-INF", "-Infinity" -> Double.NEGATIVE_INFINITY;
      default -> {
        try {
          yield Double.parseDouble(text);
        } catch (NumberFormatException e) {
          throw refused(where + ": '" + text + "' is no number");
        }
      }
    };
  }

  private static JsonNode required(JsonNode object, String member, String where) {
    JsonNode value = object.path(member);
    if (value.isMissingNode()) {
      throw refused(where + " has no member " + member);
    }
    return value;
  }

  /** The members that are no objects or arrays, nor null. */
  private static Map<String, String> texts(JsonNode object) {
    Map<String, String> texts = new LinkedHashMap<>();
    object
        .properties()
        .forEach(
            member -> {
              if (member.getValue().isValueNode() && !member.getValue().isNull()) {
                texts.put(member.getKey(), text(member.getValue()));
              }
            });
    return texts;
  }

  static String printable(String text) {
    return UNPRINTABLE.matcher(text).replaceAll("\uFFFD");
  }

  private static String text(JsonNode node) {
    String text = node.isValueNode() ? node.asString() : node.toString();
    // Any other line break would break a row of a table.
    return printable(LAYOUT.matcher(text).replaceAll("").replaceAll("\\R|\t", " "));
  }
}
