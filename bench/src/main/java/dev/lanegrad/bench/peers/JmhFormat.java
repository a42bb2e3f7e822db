package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.SampleFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The results in the JSON format of JMH, calls per second, for the tools that read it. */
final class JmhFormat {
  private static final String PACKAGE = "dev.lanegrad.bench.peers.";

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
    ObjectNode result = array.addObject();
    result.put("benchmark", PACKAGE + benchmark(message));
    result.put("mode", "thrpt");
    result.put("forks", 1);
    ObjectNode params = result.putObject("params");
    message.params().forEach(params::put);
    params.put("library", library);
    new SampleFile.Metric("ops/s", rates).write(result.putObject("primaryMetric"));
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
