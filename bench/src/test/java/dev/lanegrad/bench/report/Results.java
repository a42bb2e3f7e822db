package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.KernelJobs;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results made up for tests. */
final class Results {
  private final Map<String, String> about = new LinkedHashMap<>();
  private final List<Measurement> measurements = new ArrayList<>();

  Results() {
    about.put(ResultFile.CPU, "Test <CPU> & more");
    about.put(ResultFile.CACHES, "32768 1048576 33554432");
    about.put(ResultFile.COMMAND, "java -jar x.jar widths");
  }

  Results about(String key, String text) {
    about.put(key, text);
    return this;
  }

  Results add(
      Class<?> benchmark,
      String method,
      Map<String, String> params,
      Configuration configuration,
      double rate,
      double error) {
    return add(benchmark.getName() + "." + method, params, configuration, rate, error);
  }

  Results add(KernelJobs.Variant variant, Configuration configuration) {
    return add(variant.benchmark(), variant.params(), configuration, 1e6, 1e3);
  }

  private Results add(
      String benchmark,
      Map<String, String> params,
      Configuration configuration,
      double rate,
      double error) {
    Map<String, String> all = new LinkedHashMap<>(about);
    all.put(
        ResultFile.KERNELS,
        configuration.isVector()
            ? "vector, " + configuration.name().replace("vector-", "") + " bits, 1 thread"
            : "plain loops, 1 thread");
    measurements.add(
        new Measurement(
            benchmark,
            params,
            configuration,
            new Score(
                new Estimate(rate, error),
                "ops/s",
                Map.of(),
                List.of(List.of(rate - error, rate + error))),
            Map.of(),
            configuration.jvmArgs(),
            Map.of(ResultFile.MODE, "thrpt", ResultFile.THREADS, "1", ResultFile.FORKS, "1"),
            all));
    return this;
  }

  Results phase(String method, Configuration configuration, double rate, double error) {
    return add(NetworkBenchmark.class, method, Map.of("net", "digits"), configuration, rate, error);
  }

  /** Every configuration of a phase and of a kernel; the rates grow with the widths. */
  static Results widths(double error) {
    Results results = new Results();
    Map<String, String> params = Map.of("op", "RELU", "n", "2048");
    double rate = 100;
    for (Configuration c :
        List.of(
            Configuration.SCALAR,
            Configuration.LOOPS,
            Configuration.vector("64"),
            Configuration.vector("128"),
            Configuration.vector("256"))) {
      results.phase("step", c, rate, rate * error);
      results.add(UnaryBenchmark.class, "apply", params, c, 1e4 * rate, 1e4 * rate * error);
      rate *= 2;
    }
    return results;
  }

  /**
   * Peaks of 10 and 100 (on average 80) GFLOP/s, bandwidths of 200, 100, 50, 10 GB/s, a product and
   * a function.
   */
  static Results roofline() {
    Results results = new Results();
    Configuration wide = Configuration.vector("512");
    Map<String, String> none = Map.of();
    double plain = 10e9 / PeakBenchmark.flops(0);
    double vector = 80e9 / PeakBenchmark.flops(512);
    results.add(PeakBenchmark.class, "fma", none, Configuration.LOOPS, plain, 0);
    results.add(PeakBenchmark.class, "fma", none, wide, vector, vector / 4);
    double[] bandwidths = {200e9, 100e9, 50e9, 10e9};
    int[] sizes = {2_048, 65_536, 2_097_152, 16_777_216};
    for (int i = 0; i < sizes.length; i++) {
      Map<String, String> n = Map.of("n", "" + sizes[i]);
      double rate = bandwidths[i] / (12.0 * sizes[i]);
      results.add(BandwidthBenchmark.class, "triad", n, wide, rate, 0);
      results.add(BandwidthBenchmark.class, "read", n, wide, 0.5 * rate, 0);
    }
    Map<String, String> gemm = Map.of("layout", "NN", "shape", "256x256x256");
    double half = 50e9 / (2.0 * 256 * 256 * 256);
    results.add(GemmBenchmark.class, "gemm", gemm, wide, half, 0);
    Map<String, String> relu = Map.of("op", "RELU", "n", "16777216");
    results.add(UnaryBenchmark.class, "apply", relu, wide, 8e9 / (8.0 * 16_777_216), 0);
    return results;
  }

  List<Measurement> list() {
    return List.copyOf(measurements);
  }

  Report report() {
    return new Report(list());
  }
}
