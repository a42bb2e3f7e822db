package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.CrossEntropyBenchmark;
import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.LinearBenchmark;
import dev.lanegrad.bench.jmh.LossBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.jmh.ReductionBenchmark;
import dev.lanegrad.bench.jmh.RowBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.jmh.UpdateBenchmark;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.openjdk.jmh.runner.BenchmarkList;
import org.openjdk.jmh.runner.BenchmarkListEntry;
import org.openjdk.jmh.runner.format.OutputFormatFactory;
import org.openjdk.jmh.runner.options.VerboseMode;

/** The jobs that measure kernels alone, and the limits of the machine that they run into. */
public final class KernelJobs {
  /** The classes of the kernels, in the order of tables: products first. */
  public static final List<Class<?>> KERNELS =
      List.of(
          GemmBenchmark.class,
          LinearBenchmark.class,
          UnaryBenchmark.class,
          BinaryBenchmark.class,
          ReductionBenchmark.class,
          LossBenchmark.class,
          RowBenchmark.class,
          CrossEntropyBenchmark.class,
          UpdateBenchmark.class);

  private static final double START_SECONDS = 1.0;

  /** Setup of an element, its random number and the check in plain loops included. */
  private static final double SETUP_SECONDS = 2e-8;

  /** A transcendental function by single floats; roughly, to plan by. */
  private static final double ELEMENTS_PER_SECOND = 3e8;

  /** The three arrays of a bandwidth have to be in the heap of the measured JVM. */
  private static final long MOST_BYTES = 600L << 20;

  /** Plain loops take longer for it than for other functions; roughly. */
  private static final double EXP_COST = 3;

  private static final double BYTES_PER_SECOND = 10e9;

  private KernelJobs() {}

  /** One benchmark with one choice of parameters. */
  public record Variant(String benchmark, Map<String, String> params) {
    /** {@code GemmBenchmark.gemm NN 64x64x64}: what a pattern of the user is held against. */
    public String text() {
      String[] names = benchmark.split("\\.");
      String method = names[names.length - 2] + "." + names[names.length - 1];
      return (method + " " + String.join(" ", params.values())).strip();
    }
  }

  /** Every kernel with all of its parameters, as JMH lists them. */
  public static List<Variant> all() {
    List<Variant> variants = new ArrayList<>();
    for (Class<?> kernels : KERNELS) {
      List<String> include = List.of("^" + kernels.getName().replace(".", "\\.") + "\\.");
      for (BenchmarkListEntry entry :
          BenchmarkList.defaultList()
              .find(
                  OutputFormatFactory.createFormatInstance(System.out, VerboseMode.SILENT),
                  include,
                  List.of())) {
        Map<String, String[]> params = entry.getParams().orElse(Map.of());
        choices(params).forEach(c -> variants.add(new Variant(entry.getUsername(), c)));
      }
    }
    return variants;
  }

  private static List<Map<String, String>> choices(Map<String, String[]> params) {
    List<Map<String, String>> choices = List.of(Map.of());
    for (Map.Entry<String, String[]> param : params.entrySet()) {
      choices =
          choices.stream()
              .flatMap(c -> Stream.of(param.getValue()).map(v -> with(c, param.getKey(), v)))
              .toList();
    }
    return choices;
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** Kernels in some configurations, those of a kernel one after the other. */
  public static List<Job> of(List<Configuration> configurations, Predicate<Variant> which) {
    List<Job> jobs = new ArrayList<>();
    for (Variant variant : all()) {
      if (which.test(variant)) {
        configurations.forEach(c -> jobs.add(job(variant, c)));
      }
    }
    return jobs;
  }

  private static Job job(Variant variant, Configuration configuration) {
    double operation;
    double elements;
    String shape = variant.params().get("shape");
    if (shape != null) {
      double[] s = Stream.of(shape.split("x")).mapToDouble(Double::parseDouble).toArray();
      operation = 2 * s[0] * s[1] * s[2] / configuration.typicalRate();
      elements = s[0] * s[2] + s[1] * s[2];
    } else if (variant.params().containsKey("rows")) {
      double[] s =
          Stream.of(variant.params().get("rows").split("x"))
              .mapToDouble(Double::parseDouble)
              .toArray();
      elements = s[0] * s[1];
      operation = EXP_COST * elements / ELEMENTS_PER_SECOND;
    } else {
      elements = Double.parseDouble(variant.params().getOrDefault("n", "1"));
      operation = elements / ELEMENTS_PER_SECOND;
    }
    return new Job(
        variant.text() + ", " + configuration.label(),
        variant.benchmark(),
        variant.params(),
        configuration,
        operation,
        START_SECONDS + 3 * elements * SETUP_SECONDS + operation);
  }

  /** The arithmetic peak of each configuration. */
  public static List<Job> peaks(List<Configuration> configurations) {
    return configurations.stream()
        .map(
            c ->
                new Job(
                    "peak, " + c.label(),
                    PeakBenchmark.class.getName() + ".fma",
                    Map.of(),
                    c,
                    1e-4,
                    START_SECONDS))
        .toList();
  }

  /** Loads, and two loads and a store, in each level of the caches and in memory. */
  public static List<Job> bandwidths(Caches caches, Configuration configuration) {
    List<Job> jobs = new ArrayList<>();
    List<Long> sizes = caches.orTypical().bytes();
    for (int level = 0; level <= sizes.size(); level++) {
      long bytes =
          level < sizes.size()
              ? sizes.get(level) * 3 / 4
              : Math.max(4 * sizes.get(sizes.size() - 1), 192L << 20);
      int n = (int) (Math.min(bytes, MOST_BYTES) / (3 * Float.BYTES) / 64 * 64);
      for (String method : List.of("read", "triad")) {
        jobs.add(
            new Job(
                "bandwidth, " + method + " of " + Caches.size(3.0 * Float.BYTES * n),
                BandwidthBenchmark.class.getName() + "." + method,
                Map.of("n", String.valueOf(n)),
                configuration,
                3.0 * Float.BYTES * n / BYTES_PER_SECOND,
                START_SECONDS + 3 * n * SETUP_SECONDS));
      }
    }
    return jobs;
  }

  /** Whether a benchmark is of a kernel or a limit: small, and compiled at once. */
  static boolean isSmall(String benchmark) {
    return Stream.concat(KERNELS.stream(), Stream.of(PeakBenchmark.class, BandwidthBenchmark.class))
        .anyMatch(c -> benchmark.startsWith(c.getName() + "."));
  }

  /** Whether a benchmark is of the machine's limits, where each thread works for itself. */
  static boolean isLimit(String benchmark) {
    return Stream.of(PeakBenchmark.class, BandwidthBenchmark.class)
        .anyMatch(c -> benchmark.startsWith(c.getName() + "."));
  }
}
