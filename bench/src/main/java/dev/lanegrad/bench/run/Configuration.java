package dev.lanegrad.bench.run;

import java.util.List;
import java.util.stream.Stream;

/**
 * What distinguishes the JVMs that run the same benchmark: which kernels, and what C2 may do.
 *
 * @param name in files and on the command line
 * @param label in progress and tables
 * @param jvmArgs added to those of every benchmark
 * @param typicalRate floating-point operations per second of one thread, roughly: to plan by
 */
public record Configuration(String name, String label, List<String> jvmArgs, double typicalRate) {
  private static final String KERNELS = "-Dlanegrad.kernels=";
  private static final String BITS = "-Dlanegrad.vector.bits=";
  private static final String THREADS = "-Dlanegrad.threads=";
  private static final String NO_SUPERWORD = "-XX:-UseSuperWord";

  /** The vector kernels, in the width that the JVM prefers. */
  public static final Configuration VECTOR =
      new Configuration("vector", "vectors", List.of(KERNELS + "vector"), 20e9);

  /** The plain loops, vectorized by C2 as far as it can. */
  public static final Configuration LOOPS =
      new Configuration("loops", "plain loops", List.of(KERNELS + "scalar"), 5e9);

  /** The plain loops, one element at a time. */
  public static final Configuration SCALAR =
      new Configuration("scalar", "scalar loops", List.of(KERNELS + "scalar", NO_SUPERWORD), 1.5e9);

  /** The vector kernels and both baselines. */
  public static final List<Configuration> STANDARD = List.of(VECTOR, LOOPS, SCALAR);

  public Configuration {
    jvmArgs = List.copyOf(jvmArgs);
  }

  /** The vector kernels in a width of 64, 128, 256, 512 bits or {@code max}. */
  public static Configuration vector(String bits) {
    return new Configuration(
        VECTOR.name + "-" + bits,
        VECTOR.label + " of " + (bits.equals("max") ? "the most bits" : bits + " bits"),
        List.of(VECTOR.jvmArgs.get(0), BITS + bits),
        VECTOR.typicalRate);
  }

  /** The same on a number of threads. */
  public Configuration threads(int threads) {
    List<String> args = Stream.concat(jvmArgs.stream(), Stream.of(THREADS + threads)).toList();
    return new Configuration(name, label, args, typicalRate);
  }

  /**
   * The configuration that a JVM with these arguments ran; of two that contradict the last counts.
   */
  public static Configuration of(List<String> jvmArgs) {
    if (!last(KERNELS, jvmArgs).equals("scalar")) {
      String bits = last(BITS, jvmArgs);
      return bits.isEmpty() ? VECTOR : vector(bits);
    }
    return jvmArgs.contains(NO_SUPERWORD) ? SCALAR : LOOPS;
  }

  /** How many threads a large kernel may use. */
  public int threads() {
    String threads = last(THREADS, jvmArgs);
    return threads.isEmpty() ? 1 : Integer.parseInt(threads);
  }

  public boolean isVector() {
    return name.startsWith(VECTOR.name);
  }

  /** Whether this is that baseline, or vectors of any width where those are asked for. */
  public boolean isKindOf(Configuration other) {
    return isVector() ? other.isVector() : name.equals(other.name);
  }

  private static String last(String prefix, List<String> args) {
    return args.stream()
        .filter(arg -> arg.startsWith(prefix))
        .reduce((first, second) -> second)
        .map(arg -> arg.substring(prefix.length()))
        .orElse("");
  }
}
