package dev.lanegrad.bench.report;

import java.util.Map;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;

/**
 * Holds that the members of a result are of the types that JMH gives them. A null is a member that
 * isn't there.
 */
final class Members {
  private static final int LONGEST = 40;

  /** What a member may be. */
  private enum Type {
    STRING("a string", JsonNode::isString),
    /** Of forks, of iterations. */
    COUNT("a whole number from 0 to 999,999,999", Members::isCount),
    POSITIVE("a whole number from 1 to 999,999,999", node -> isCount(node) && node.asInt() > 0),
    SIMPLE("a string, a number or a boolean", JsonNode::isValueNode),
    /** JMH writes NaN and infinities as text, which is read as such. */
    NUMBER("a number, or \"NaN\"", node -> node.isNumber() || node.isString()),
    STRINGS("an array of strings", node -> isArrayOf(node, JsonNode::isString)),
    /** Parameters, which some tools write as numbers. */
    TEXTS("an object of strings", node -> isObjectOf(node, JsonNode::isValueNode)),
    NUMBERS("an object of numbers", node -> isObjectOf(node, NUMBER.fits)),
    SAMPLES(
        "an array of arrays of numbers",
        node -> isArrayOf(node, fork -> isArrayOf(fork, NUMBER.fits))),
    HISTOGRAM("an array, for each fork, of arrays", Members::isHistogram),
    OBJECT("an object", JsonNode::isObject);

    private final String what;
    private final Predicate<JsonNode> fits;

    Type(String what, Predicate<JsonNode> fits) {
      this.what = what;
      this.fits = fits;
    }
  }

  private static final Map<String, Type> OF_RESULT =
      Map.ofEntries(
          Map.entry(ResultFile.JMH_VERSION, Type.STRING),
          Map.entry(ResultFile.MODE, Type.STRING),
          Map.entry(ResultFile.THREADS, Type.POSITIVE),
          Map.entry(ResultFile.FORKS, Type.COUNT),
          Map.entry("jvm", Type.STRING),
          Map.entry("jvmArgs", Type.STRINGS),
          Map.entry("jdkVersion", Type.STRING),
          Map.entry("vmName", Type.STRING),
          Map.entry("vmVersion", Type.STRING),
          Map.entry("warmupIterations", Type.COUNT),
          Map.entry("warmupTime", Type.SIMPLE),
          Map.entry("warmupBatchSize", Type.COUNT),
          Map.entry("measurementIterations", Type.COUNT),
          Map.entry("measurementTime", Type.SIMPLE),
          Map.entry("measurementBatchSize", Type.POSITIVE),
          Map.entry("params", Type.TEXTS),
          Map.entry("primaryMetric", Type.OBJECT),
          Map.entry("secondaryMetrics", Type.OBJECT),
          Map.entry(ResultFile.ABOUT, Type.OBJECT));

  private static final Map<String, Type> OF_METRIC =
      Map.of(
          "score", Type.NUMBER,
          "scoreError", Type.NUMBER,
          "scoreUnit", Type.STRING,
          "scorePercentiles", Type.NUMBERS,
          "rawData", Type.SAMPLES,
          "rawDataHistogram", Type.HISTOGRAM);

  private Members() {}

  /**
   * Checks what stands directly in a result.
   *
   * @throws IllegalArgumentException names the result, the member, what is there and what should be
   */
  static void check(JsonNode result, String where) {
    check(result, where, OF_RESULT);
  }

  /**
   * Checks a score or a metric beside it.
   *
   * @throws IllegalArgumentException as above
   */
  static void checkMetric(JsonNode metric, String where) {
    check(metric, Type.OBJECT, where, "metric");
    check(metric, where, OF_METRIC);
  }

  /** Checks a member that must be a string. */
  static void string(JsonNode value, String where, String member) {
    check(value, Type.STRING, where, member);
  }

  private static void check(JsonNode object, String where, Map<String, Type> types) {
    object
        .properties()
        .forEach(
            member -> {
              Type type = types.get(member.getKey());
              if (type != null && !member.getValue().isNull()) {
                check(member.getValue(), type, where, member.getKey());
              }
            });
  }

  private static void check(JsonNode value, Type type, String where, String member) {
    if (!type.fits.test(value)) {
      throw ResultReader.refused(
          where + ": the member " + member + " is " + shown(value) + ", not " + type.what);
    }
  }

  private static String shown(JsonNode value) {
    String text = ResultReader.printable(value.toString().replaceAll("\\s+", " "));
    return text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text;
  }

  private static boolean isCount(JsonNode node) {
    return node.isIntegralNumber() && node.asString().matches("[0-9]{1,9}");
  }

  private static boolean isArrayOf(JsonNode node, Predicate<JsonNode> elements) {
    return node.isArray() && node.valueStream().allMatch(elements);
  }

  private static boolean isObjectOf(JsonNode node, Predicate<JsonNode> members) {
    return node.isObject() && node.valueStream().allMatch(members);
  }

  /** Of each fork, of each iteration: pairs of a value and of how often it occurred. */
  private static boolean isHistogram(JsonNode node) {
    return isArrayOf(
        node,
        fork ->
            isArrayOf(
                fork,
                iteration ->
                    isArrayOf(
                        iteration, pair -> isArrayOf(pair, Type.NUMBER.fits) && pair.size() == 2)));
  }
}
