package dev.lanegrad.bench.peers;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.openjdk.jmh.util.ListStatistics;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results in the JSON format of JMH, calls per second, for the tools that read it. */
final class JmhFormat {
  private static final String PACKAGE = "dev.lanegrad.bench.peers.";
  private static final double CONFIDENCE = 0.999;
  private static final double[] PERCENTILES = {0, 50, 90, 95, 99, 100};

  private JmhFormat() {}

  static String write(List<Message> said, Map<String, String> about) {
    ArrayNode array = Messages.JSON.createArrayNode();
    for (Message message : said) {
      if (message.kind() == Message.Kind.RESULT) {
        message.seconds().forEach((name, seconds) -> add(array, message, name, seconds, about));
      }
    }
    return Messages.JSON.writerWithDefaultPrettyPrinter().writeValueAsString(array) + "\n";
  }

  private static void add(
      ArrayNode array,
      Message message,
      String library,
      double[] seconds,
      Map<String, String> about) {
    double[] rates = Arrays.stream(seconds).filter(s -> s > 0).map(s -> 1 / s).toArray();
    if (rates.length == 0) {
      return;
    }
    ListStatistics statistics = new ListStatistics(rates);
    ObjectNode result = array.addObject();
    result.put("benchmark", PACKAGE + benchmark(message));
    result.put("mode", "thrpt");
    result.put("forks", 1);
    ObjectNode params = result.putObject("params");
    message.params().forEach(params::put);
    params.put("library", library);
    ObjectNode metric = result.putObject("primaryMetric");
    metric.put("score", statistics.getMean());
    metric.put("scoreError", statistics.getMeanErrorAt(CONFIDENCE));
    double[] interval = statistics.getConfidenceIntervalAt(CONFIDENCE);
    metric.putArray("scoreConfidence").add(interval[0]).add(interval[1]);
    ObjectNode percentiles = metric.putObject("scorePercentiles");
    for (double percent : PERCENTILES) {
      percentiles.put(String.valueOf(percent), statistics.getPercentile(percent));
    }
    metric.put("scoreUnit", "ops/s");
    ArrayNode raw = metric.putArray("rawData").addArray();
    Arrays.stream(rates).forEach(raw::add);
    result.putObject("secondaryMetrics");
    ObjectNode member = result.putObject("lanegrad");
    about.forEach(member::put);
    member.put("bytesPerCall", message.bytes().getOrDefault(library, 0L));
    member.put("flopsPerCall", message.work());
  }

  /** What is measured, by class and method. */
  static String benchmark(Message message) {
    if (message.params().containsKey("layout")) {
      return "Products.product";
    }
    if (message.params().containsKey("start")) {
      return "FirstStep.start";
    }
    return message.params().containsKey("net") ? "Networks.phase" : "Losses.valueAndGradient";
  }
}
