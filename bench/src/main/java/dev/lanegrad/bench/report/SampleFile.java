package dev.lanegrad.bench.report;

import java.util.Arrays;
import java.util.Map;
import org.openjdk.jmh.util.ListStatistics;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Samples that JMH didn't take, in its JSON format, for the tools that read it. */
public final class SampleFile {
  private static final double CONFIDENCE = 0.999;
  private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 100};
  private static final JsonMapper JSON = JsonMapper.builder().build();

  private final ArrayNode array = JSON.createArrayNode();

  /**
   * Samples in a unit, such as {@code ms/op}.
   *
   * @param samples one at least
   */
  public record Metric(String unit, double[] samples) {
    /** Writes it as JMH does. */
    public void write(ObjectNode metric) {
      ListStatistics statistics = new ListStatistics(samples);
      metric.put("score", statistics.getMean());
      metric.put("scoreError", statistics.getMeanErrorAt(CONFIDENCE));
      double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
      metric.putArray("scoreConfidence").add(interval[0]).add(interval[1]);
      ObjectNode percentiles = metric.putObject("scorePercentiles");
      for (double percent : PERCENTILES) {
        percentiles.put(String.valueOf(percent), statistics.getPercentile(percent));
      }
      metric.put("scoreUnit", unit);
      ArrayNode raw = metric.putArray("rawData").addArray();
      Arrays.stream(samples).forEach(raw::add);
    }
  }

  /**
   * Adds what was measured of one thing.
   *
   * @param benchmark class and method
   * @param mode of JMH: {@code avgt}, {@code ss}
   * @param secondary what was measured beside it, by name
   * @param about what else is told of it
   */
  public SampleFile add(
      String benchmark,
      String mode,
      Map<String, String> params,
      Metric primary,
      Map<String, Metric> secondary,
      Map<String, String> about) {
    ObjectNode result = array.addObject();
    result.put("benchmark", benchmark);
    result.put(ResultFile.MODE, mode);
    result.put(ResultFile.THREADS, 1);
    result.put(ResultFile.FORKS, 1);
    ObjectNode values = result.putObject("params");
    params.forEach(values::put);
    primary.write(result.putObject("primaryMetric"));
    ObjectNode others = result.putObject("secondaryMetrics");
    secondary.forEach((name, metric) -> metric.write(others.putObject(name)));
    ObjectNode member = result.putObject(ResultFile.ABOUT);
    about.forEach(member::put);
    return this;
  }

  /** The text of the file. */
  public String text() {
    return JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
  }
}
