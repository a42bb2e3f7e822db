package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.Map;

/**
 * One benchmark's result.
 *
 * @param benchmark full name of the method
 * @param params of JMH
 * @param configuration of the JVM that was measured
 * @param rate operations per second
 * @param about what this project adds to the file of JMH; see {@link ResultFile}
 */
public record Measurement(
    String benchmark,
    Map<String, String> params,
    Configuration configuration,
    Estimate rate,
    Map<String, String> about) {

  /** The name of the class, without its package. */
  public String group() {
    String owner = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return owner.substring(owner.lastIndexOf('.') + 1);
  }

  public String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}
