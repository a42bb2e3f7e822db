package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.AllocationProfiler;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.Finished;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Results in JMH's JSON format, an array of one object for each benchmark.
 *
 * <p>Each object has one more member, {@code "lanegrad"}: what JMH doesn't know, such as the CPU
 * and the kernels. Tools that read the files of JMH pass over it.
 */
public final class ResultFile {
  /** The name of the kernels that really ran, in {@link Measurement#about}. */
  public static final String KERNELS = "kernels";

  public static final String CPU = "cpu";
  public static final String JDK = "jdk";
  public static final String COMMAND = "command";
  public static final String VERSION = "version";
  public static final String MEASURED_AT = "measuredAt";

  /** What the CPU can that matters here. */
  public static final String FLAGS = "flags";

  /** Sizes in bytes, as {@link dev.lanegrad.bench.run.Caches#parse} reads them. */
  public static final String CACHES = "caches";

  public static final String SYSTEM = "system";

  /** Why the figures may be wrong, a line each. */
  public static final String WARNINGS = "warnings";

  /** Why a figure is one of code that was not compiled yet: such a figure isn't shown. */
  public static final String UNSETTLED = "unsettled";

  /** Kernels whose plain loops C2 was tried at, and those that it left scalar; a line each. */
  public static final String LOOPS_TRIED = "plainLoops";

  public static final String LOOPS_SCALAR = "plainLoopsLeftScalar";

  /** Widths that could not be measured here, and why. */
  public static final String SKIPPED = "skipped";

  /** The width that the JVM takes by itself. */
  public static final String PREFERRED = "preferredBits";

  private static final String ABOUT = "lanegrad";

  private static final JsonMapper JSON = JsonMapper.builder().build();

  private ResultFile() {}

  /**
   * The text of a file.
   *
   * @param about what is added to every result
   */
  public static String write(List<Finished> results, Map<String, String> about) {
    ArrayNode array = JSON.createArrayNode();
    for (Finished one : results) {
      // One at a time: JMH would bring them into an order of its own.
      ObjectNode result = (ObjectNode) JSON.readTree(inFormatOfJmh(one.result())).get(0);
      ObjectNode member = result.putObject(ABOUT);
      about.forEach(member::put);
      member.put(KERNELS, one.kernels());
      if (!one.unsettled().isEmpty()) {
        member.put(UNSETTLED, one.unsettled());
      }
      array.add(result);
    }
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
  }

  private static byte[] inFormatOfJmh(RunResult result) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(List.of(result));
    }
    return bytes.toByteArray();
  }

  /**
   * The results in a file.
   *
   * @throws IOException if it can't be read, or isn't a file of JMH; the message says which
   */
  public static List<Measurement> read(Path file) throws IOException {
    String text = Files.readString(file);
    try {
      return parse(text);
    } catch (JacksonException | IllegalArgumentException e) {
      throw new IOException(file + " isn't a result file of JMH in JSON: " + firstLine(e), e);
    }
  }

  /**
   * The results in the text of a file.
   *
   * @throws IllegalArgumentException says what is missing in it
   */
  public static List<Measurement> parse(String text) {
    JsonNode array = JSON.readTree(text);
    if (!array.isArray()) {
      throw new IllegalArgumentException("an array was expected");
    }
    List<Measurement> measurements = new ArrayList<>();
    for (JsonNode result : array) {
      measurements.add(measurement(result));
    }
    return measurements;
  }

  private static Measurement measurement(JsonNode result) {
    List<String> jvmArgs = new ArrayList<>();
    result.path("jvmArgs").forEach(arg -> jvmArgs.add(arg.asString()));
    return new Measurement(
        required(result, "benchmark").asString(),
        strings(result.path("params")),
        Configuration.of(jvmArgs),
        rate(result),
        bytesAllocated(result),
        jvmArgs,
        samples(result.path("primaryMetric")),
        strings(result.path(ABOUT)));
  }

  private static Estimate rate(JsonNode result) {
    JsonNode metric = required(result, "primaryMetric");
    String unit = required(metric, "scoreUnit").asString();
    if (!unit.equals("ops/s")) {
      throw new IllegalArgumentException("a score in ops/s was expected, not in " + unit);
    }
    JsonNode error = metric.path("scoreError");
    return new Estimate(
        required(metric, "score").asDouble(), error.isNumber() ? error.asDouble() : Double.NaN);
  }

  /** The median, because code that is not compiled yet allocates more. */
  private static double bytesAllocated(JsonNode result) {
    JsonNode metric = result.path("secondaryMetrics").path(AllocationProfiler.RESULT);
    double[] iterations =
        samples(metric).stream()
            .flatMap(List::stream)
            .mapToDouble(Double::doubleValue)
            .sorted()
            .toArray();
    return iterations.length == 0 ? Double.NaN : iterations[iterations.length / 2];
  }

  private static List<List<Double>> samples(JsonNode metric) {
    List<List<Double>> forks = new ArrayList<>();
    for (JsonNode fork : metric.path("rawData")) {
      List<Double> samples = new ArrayList<>();
      fork.forEach(sample -> samples.add(sample.asDouble()));
      forks.add(samples);
    }
    return forks;
  }

  private static JsonNode required(JsonNode object, String member) {
    JsonNode value = object.path(member);
    if (value.isMissingNode()) {
      throw new IllegalArgumentException("a result has no member " + member);
    }
    return value;
  }

  private static Map<String, String> strings(JsonNode object) {
    Map<String, String> strings = new LinkedHashMap<>();
    object
        .properties()
        .forEach(member -> strings.put(member.getKey(), member.getValue().asString()));
    return strings;
  }

  private static String firstLine(Exception e) {
    return String.valueOf(e.getMessage()).lines().findFirst().orElse("");
  }
}
