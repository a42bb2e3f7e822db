package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One benchmark's result.
 *
 * @param benchmark full name of the method
 * @param params of JMH
 * @param configuration of the JVM that was measured
 * @param rate operations per second
 * @param bytesAllocated on the heap in an operation, by all threads, the median of the iterations;
 *     NaN where not known
 * @param jvmArgs of the JVM that was measured, all of them
 * @param samples operations per second: of each JVM, of each iteration
 * @param about what this project adds to the file of JMH; see {@link ResultFile}
 */
public record Measurement(
    String benchmark,
    Map<String, String> params,
    Configuration configuration,
    Estimate rate,
    double bytesAllocated,
    List<String> jvmArgs,
    List<List<Double>> samples,
    Map<String, String> about) {

  private static final Pattern BITS = Pattern.compile("\\b([0-9]+) bits");

  /** Bits of the vectors that really ran; 0 for plain loops. */
  public int bits() {
    Matcher bits = BITS.matcher(about.getOrDefault(ResultFile.KERNELS, ""));
    if (!configuration.isVector()) {
      return 0;
    }
    return bits.find() ? Integer.parseInt(bits.group(1)) : 0;
  }

  /** Whether the code was compiled when it was measured: otherwise its figure isn't shown. */
  public boolean isSettled() {
    return about(ResultFile.UNSETTLED).isEmpty();
  }

  /** What of the machine matters for this one, by its key in the file; empty where not known. */
  public String about(String key) {
    return about.getOrDefault(key, "");
  }

  /** The name of the class, without its package. */
  public String group() {
    String owner = benchmark.substring(0, benchmark.lastIndexOf('.'));
    return owner.substring(owner.lastIndexOf('.') + 1);
  }

  public String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }
}
