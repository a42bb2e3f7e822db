package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.CrossEntropyBenchmark;
import dev.lanegrad.bench.jmh.GemmBenchmark;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.run.KernelJobs;
import dev.lanegrad.bench.run.ScalarLoops;
import dev.lanegrad.kernel.Binary;
import java.util.Locale;
import java.util.Set;

/** What a benchmark is called in tables. */
final class Names {
  private static final Set<String> OF_TWO = Set.of(Binary.MAX.name(), Binary.MIN.name());

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

  /** {@code digits forward}, or a kernel's name. */
  static String what(Measurement m) {
    return isPhase(m)
        ? m.params().get("net") + " " + m.method()
        : kernel(ScalarLoops.kernel(m.benchmark(), m.params()));
  }

  /**
   * {@code relu}, {@code squared_error sum}, {@code gemm NT}; no two kernels have one name.
   *
   * @param kernel as {@link ScalarLoops#kernel} gives it: {@code UnaryBenchmark.apply RELU}
   */
  static String kernel(String kernel) {
    String[] words = kernel.split(" ", 2);
    int dot = words[0].lastIndexOf('.');
    String group = words[0].substring(0, Math.max(0, dot));
    String method = words[0].substring(dot + 1);
    String kind = words.length > 1 ? words[1] : "";
    if (group.equals(GemmBenchmark.class.getSimpleName())) {
      return (method + " " + kind).strip();
    } else if (group.equals(CrossEntropyBenchmark.class.getSimpleName())) {
      return ("cross_entropy " + method + " " + kind).strip();
    } else if (group.equals(BinaryBenchmark.class.getSimpleName()) && OF_TWO.contains(kind)) {
      // The largest or the least of an array is another kernel.
      return kind.toLowerCase(Locale.ROOT) + " of two";
    }
    String function = kind.toLowerCase(Locale.ROOT);
    return (function + (method.equals("apply") ? "" : " " + method)).strip();
  }

  /**
   * {@code 512x512x512}, {@code 2,048}, or {@code 256x8} for elements in rows; empty for networks.
   */
  static String size(Measurement m) {
    String n = m.params().get("n");
    String row = m.params().getOrDefault("classes", "");
    if (n != null && row.matches("[1-9][0-9]{0,8}")) {
      return Long.parseLong(n) / Long.parseLong(row) + "x" + row;
    }
    return n == null
        ? m.params().getOrDefault("shape", m.params().getOrDefault("rows", ""))
        : String.format(Locale.ROOT, "%,d", Long.parseLong(n));
  }

  /** Both. */
  static String full(Measurement m) {
    return (what(m) + " " + size(m)).strip();
  }
}
