package dev.lanegrad.bench.start;

import dev.lanegrad.bench.report.SampleFile;
import dev.lanegrad.bench.report.TextTable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/** Fresh JVMs, each started a number of times in turns with the others. */
public final class Starts {
  private final List<Way> ways = new ArrayList<>();

  /** One way to start, and what its starts took. */
  private static final class Way {
    final String kernels;
    final boolean cached;
    final List<Double> first = new ArrayList<>();
    final List<Double> all = new ArrayList<>();
    String failure;

    Way(String kernels, boolean cached) {
      this.kernels = kernels;
      this.cached = cached;
    }

    Path cache(Path folder) {
      return folder.resolve(kernels + ".aot");
    }

    List<String> jvmArgs() {
      return kernels.equals("unset") ? List.of() : List.of("-Dlanegrad.kernels=" + kernels);
    }
  }

  /** Every setting of the kernels, without and with an AOT cache. */
  public Starts() {
    for (String kernels : List.of("unset", "vector", "scalar")) {
      ways.add(new Way(kernels, false));
      ways.add(new Way(kernels, true));
    }
  }

  /** Starts all of them; returns whether all could be measured. */
  public boolean run(int rounds, Consumer<String> progress)
      throws IOException, InterruptedException {
    Path folder = Files.createTempDirectory("lanegrad-start");
    try {
      Path jar = folder.resolve("start.jar");
      StartJar.write(jar);
      for (Way way : ways) {
        if (way.cached) {
          progress.accept("making an AOT cache for kernels " + way.kernels);
          List<String> args = new ArrayList<>(way.jvmArgs());
          args.add("-XX:AOTCacheOutput=" + way.cache(folder));
          start(way, jar, args, false);
        }
      }
      for (int round = -1; round < rounds; round++) { // the first fills the system's file cache
        progress.accept(round < 0 ? "first starts, not counted" : "round " + (round + 1));
        for (Way way : ways) {
          List<String> args = new ArrayList<>(way.jvmArgs());
          if (way.cached) {
            args.add("-XX:AOTCache=" + way.cache(folder));
            args.add("-XX:AOTMode=on"); // fails where the cache can't be used
          }
          start(way, jar, args, round >= 0);
        }
      }
    } finally {
      try (var files = Files.list(folder)) {
        for (Path file : files.toList()) {
          Files.delete(file);
        }
      }
      Files.delete(folder);
    }
    return ways.stream().allMatch(way -> way.failure == null);
  }

  private static void start(Way way, Path jar, List<String> jvmArgs, boolean counted)
      throws IOException, InterruptedException {
    List<String> args = new ArrayList<>(List.of("--add-modules", "jdk.incubator.vector"));
    args.addAll(jvmArgs);
    args.addAll(List.of("-cp", jar.toString(), FirstSteps.class.getName()));
    double[] times = {Double.NaN, Double.NaN};
    String[] last = {""};
    long start = System.nanoTime();
    Optional<String> failure =
        FreshJvm.run(
            args,
            Map.of(),
            line -> {
              if (line.equals(FirstSteps.FIRST)) {
                times[0] = (System.nanoTime() - start) * 1e-6;
              } else if (line.startsWith(FirstSteps.ALL)) {
                times[1] = Long.parseLong(line.substring(FirstSteps.ALL.length())) * 1e-6;
              } else {
                last[0] = line;
              }
            });
    if (failure.isPresent() || Double.isNaN(times[1])) {
      way.failure = "not measured: " + failure.orElse("no end") + " " + last[0];
    } else if (counted) {
      way.first.add(times[0]);
      way.all.add(times[1]);
    }
  }

  /** The medians. */
  public List<String> lines(int width) {
    TextTable table =
        new TextTable()
            .text("kernels")
            .text("AOT cache")
            .number("java to first step")
            .number("first 1,000 steps");
    for (Way way : ways) {
      table.row(
          List.of(
              way.kernels,
              way.cached ? "yes" : "no",
              way.failure == null ? median(way.first) : way.failure,
              way.failure == null ? median(way.all) : ""));
    }
    return table.lines(width);
  }

  /**
   * All samples, in the JSON format of JMH.
   *
   * @param about what is added to every result
   */
  public String json(Map<String, String> about) {
    SampleFile file = new SampleFile();
    for (Way way : ways) {
      if (way.failure == null && !way.first.isEmpty()) {
        Map<String, String> params = new LinkedHashMap<>();
        params.put("kernels", way.kernels);
        params.put("aotCache", way.cached ? "yes" : "no");
        add(file, "toFirstStep", params, way.first, about);
        add(file, "first1000Steps", params, way.all, about);
      }
    }
    return file.text();
  }

  private static void add(
      SampleFile file,
      String method,
      Map<String, String> params,
      List<Double> times,
      Map<String, String> about) {
    double[] samples = times.stream().mapToDouble(t -> t).toArray();
    file.add(
        FirstSteps.class.getName() + "." + method,
        "ss",
        params,
        new SampleFile.Metric("ms/op", samples),
        Map.of(),
        about);
  }

  private static String median(List<Double> times) {
    double[] sorted = times.stream().mapToDouble(t -> t).sorted().toArray();
    return String.format(Locale.ROOT, "%.0f ms", sorted[sorted.length / 2]);
  }
}
