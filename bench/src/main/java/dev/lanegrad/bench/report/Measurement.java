package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.AllocationProfiler;
import dev.lanegrad.bench.run.Configuration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.openjdk.jmh.annotations.Mode;

/**
 * One benchmark's result.
 *
 * @param benchmark full name of the method
 * @param params of JMH
 * @param configuration of the JVM that was measured; means nothing for benchmarks of others
 * @param score as JMH gave it
 * @param secondary what was measured beside it, by name: by profilers, by counters, or each method
 *     of a group
 * @param jvmArgs of the JVM that was measured, all of them
 * @param jmh what else JMH says, by its names: {@code mode}, {@code threads}, {@code forks}
 * @param about what this project adds to the file of JMH; see {@link ResultFile}
 */
public record Measurement(
    String benchmark,
    Map<String, String> params,
    Configuration configuration,
    Score score,
    Map<String, Score> secondary,
    List<String> jvmArgs,
    Map<String, String> jmh,
    Map<String, String> about) {

  /** Of JMH's own profiler, {@code -prof gc}. */
  private static final String GC_PROFILER = "gc.alloc.rate.norm";

  private static final String KERNEL_THREADS = "-Dlanegrad.threads=";

  private static final Pattern BITS = Pattern.compile("\\b([0-9]{1,4}) bits");

  /** Bits of the vectors that really ran, or were asked for if not known; 0 for plain loops. */
  public int bits() {
    if (!configuration.isVector()) {
      return 0;
    }
    Matcher bits = BITS.matcher(about.getOrDefault(ResultFile.KERNELS, configuration.label()));
    return bits.find() ? Integer.parseInt(bits.group(1)) : 0;
  }

  /** How many threads a large kernel of this suite may use; empty where it isn't said. */
  String kernelThreads() {
    return jvmArgs.stream()
        .filter(arg -> arg.startsWith(KERNEL_THREADS))
        .reduce((first, last) -> last)
        .map(arg -> arg.substring(KERNEL_THREADS.length()))
        .orElse("");
  }

  /** Whether the code was compiled when it was measured: otherwise its figure isn't shown. */
  public boolean isSettled() {
    return about(ResultFile.UNSETTLED).isEmpty();
  }

  /** What of the machine matters for this one, by its key in the file; empty where not known. */
  public String about(String key) {
    return about.getOrDefault(key, "");
  }

  /** What JMH says under a name; empty where it says nothing. */
  String jmh(String name) {
    return jmh.getOrDefault(name, "");
  }

  /** {@code thrpt}, {@code avgt}, {@code sample}, {@code ss}. */
  public String mode() {
    return jmh(ResultFile.MODE);
  }

  /** Threads that ran the benchmark at the same time. */
  public int threads() {
    return count(ResultFile.THREADS);
  }

  /** Calls that JMH counts as one operation. */
  int batchSize() {
    return count("measurementBatchSize");
  }

  private int count(String name) {
    String text = jmh(name);
    return text.matches("[0-9]{1,9}") ? Integer.parseInt(text) : 1;
  }

  /** The class of the benchmark; empty where the name is of one part. */
  String owner() {
    return benchmark.substring(0, Math.max(0, benchmark.lastIndexOf('.')));
  }

  /** The name of the class, without its package. */
  public String group() {
    return owner().substring(owner().lastIndexOf('.') + 1);
  }

  public String method() {
    return benchmark.substring(benchmark.lastIndexOf('.') + 1);
  }

  /** Whether more is better. */
  boolean isRate() {
    return SpeedUnit.parse(score.unit())
        .map(SpeedUnit::isRate)
        .orElse(mode().equals(Mode.Throughput.shortLabel()));
  }

  /** Calls per second, of all threads; NaN where the score says nothing of time. */
  public Estimate rate() {
    return rate(score.value());
  }

  /** The samples as calls per second. */
  public List<List<Double>> samples() {
    return score.samples().stream()
        .map(fork -> fork.stream().map(s -> rate(new Estimate(s, 0)).value()).toList())
        .toList();
  }

  /** Rates are of all threads already, times of one. */
  private Estimate rate(Estimate inUnitOfScore) {
    Optional<SpeedUnit> unit = SpeedUnit.parse(score.unit());
    if (unit.isEmpty()) {
      return new Estimate(Double.NaN, Double.NaN);
    }
    Estimate inSeconds = unit.get().inSeconds(inUnitOfScore);
    return unit.get().isRate()
        ? inSeconds.times(batchSize())
        : new Estimate((double) threads() * batchSize(), 0).dividedBy(inSeconds);
  }

  /**
   * Bytes allocated on the heap in an operation, by all threads; NaN where not known.
   *
   * <p>The median of the iterations, because code that is not compiled yet allocates more.
   */
  public double bytesAllocated() {
    Score own = secondary.getOrDefault(AllocationProfiler.RESULT, secondary.get(GC_PROFILER));
    return own == null ? Double.NaN : own.median();
  }
}
