package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.CrossEntropyBenchmark;
import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.run.KernelJobs;
import java.util.Locale;
import java.util.Map;

/** What a benchmark is called in tables. */
final class Names {
  private Names() {}

  static boolean isPhase(Measurement m) {
    return is(NetworkBenchmark.class, m);
  }

  static boolean isKernel(Measurement m) {
    return KernelJobs.KERNELS.stream().anyMatch(c -> is(c, m));
  }

  /** Whether it is a limit of the machine, and no work. */
  static boolean isLimit(Measurement m) {
    return is(PeakBenchmark.class, m) || is(BandwidthBenchmark.class, m);
  }

  /** Whether it is of a class; another one of that name in another package is another's. */
  private static boolean is(Class<?> benchmark, Measurement m) {
    return m.owner().equals(benchmark.getName());
  }

  /** {@code digits forward}, {@code relu}, {@code squared_error sum}, {@code gemm NT}. */
  static String what(Measurement m) {
    Map<String, String> params = m.params();
    if (isPhase(m)) {
      return params.get("net") + " " + m.method();
    } else if (m.group().equals(GemmBenchmark.class.getSimpleName())) {
      return "gemm " + params.getOrDefault("layout", "");
    }
    if (m.group().equals(CrossEntropyBenchmark.class.getSimpleName())) {
      return "cross_entropy " + m.method();
    }
    String function = params.getOrDefault("op", params.getOrDefault("loss", ""));
    String method = m.method().equals("apply") ? "" : m.method();
    return (function.toLowerCase(Locale.ROOT) + " " + method).strip();
  }

  /** {@code 512x512x512}, {@code 2,048}; empty for networks. */
  static String size(Measurement m) {
    String n = m.params().get("n");
    return n == null
        ? m.params().getOrDefault("shape", m.params().getOrDefault("rows", ""))
        : String.format(Locale.ROOT, "%,d", Long.parseLong(n));
  }

  /** Both. */
  static String full(Measurement m) {
    return (what(m) + " " + size(m)).strip();
  }
}
