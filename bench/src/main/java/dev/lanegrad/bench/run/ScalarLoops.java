package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.Conditions;
import dev.lanegrad.bench.jmh.LoopTimes;
import dev.lanegrad.bench.run.KernelJobs.Variant;
import dev.lanegrad.bench.start.FreshJvm;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Fork;

/**
 * Finds the plain loops that C2 makes no vectors of: those that take as long without its
 * vectorizing as with it. There "vs plain loops" is against scalar code.
 */
public final class ScalarLoops {
  /**
   * A loop of vectors takes less than half the time, of what is left scalar 0.9 to 1. A kernel of
   * several loops may be in between.
   */
  private static final double VECTORS = 1.5;

  /** Quotients between these two are measured once more. */
  private static final double UNCLEAR_FROM = 1.25;

  private static final double UNCLEAR_TO = 3;

  /** In the first-level cache, where loops differ and not memories. */
  private static final Map<String, String> SIZES =
      Map.of("n", "2048", "shape", "64x64x64", "rows", "32x1000", "classes", "1024");

  /** What the steps of the networks consist of. */
  private static final Set<String> OF_NETWORKS =
      Set.of(
          "GemmBenchmark.gemm NN",
          "GemmBenchmark.gemm NT",
          "GemmBenchmark.gemm TN",
          "UnaryBenchmark.apply RELU",
          "BinaryBenchmark.apply RELU_BACKWARD",
          "ReductionBenchmark.columnSums",
          "LossBenchmark.sum SQUARED_ERROR",
          "LossBenchmark.gradient SQUARED_ERROR",
          "UpdateBenchmark.sgd");

  private ScalarLoops() {}

  /**
   * What was found.
   *
   * @param tried all that were tried, by {@link #kernel}
   * @param scalar those of them that are left scalar
   */
  public record Found(Set<String> tried, Set<String> scalar) {}

  /** {@code UnaryBenchmark.apply EXP}: a benchmark without its sizes. */
  public static String kernel(String benchmark, Map<String, String> params) {
    Map<String, String> kinds = new LinkedHashMap<>(params);
    kinds.keySet().removeAll(SIZES.keySet());
    return new Variant(benchmark, kinds).text();
  }

  /** Of every kernel. */
  public static Found ofAll() throws IOException, InterruptedException {
    return find(all().values());
  }

  /** Of the kernels that some jobs measure in plain loops, alone or in networks. */
  public static Found of(Collection<Job> jobs) throws IOException, InterruptedException {
    Map<String, Variant> all = all();
    Set<String> wanted = new TreeSet<>();
    for (Job job : jobs) {
      if (job.configuration().isKindOf(Configuration.LOOPS)) {
        String kernel = kernel(job.benchmark(), job.params());
        if (all.containsKey(kernel)) {
          wanted.add(kernel);
        } else {
          wanted.addAll(OF_NETWORKS);
        }
      }
    }
    all.keySet().retainAll(wanted);
    return find(all.values());
  }

  private static Map<String, Variant> all() {
    Map<String, Variant> all = new LinkedHashMap<>();
    for (Variant variant : KernelJobs.all()) {
      Map<String, String> near = new LinkedHashMap<>(variant.params());
      near.replaceAll((name, value) -> SIZES.getOrDefault(name, value));
      all.put(kernel(variant.benchmark(), near), new Variant(variant.benchmark(), near));
    }
    return all;
  }

  private static Found find(Collection<Variant> variants) throws IOException, InterruptedException {
    List<Variant> list = List.copyOf(variants);
    if (list.isEmpty()) {
      return new Found(Set.of(), Set.of());
    }
    double[] loops = times(list, Configuration.LOOPS);
    double[] scalar = times(list, Configuration.SCALAR);
    List<Integer> unclear = new ArrayList<>();
    for (int i = 0; i < loops.length; i++) {
      double quotient = scalar[i] / loops[i];
      if (!(quotient < UNCLEAR_FROM || quotient > UNCLEAR_TO)) {
        unclear.add(i);
      }
    }
    if (!unclear.isEmpty()) {
      List<Variant> again = unclear.stream().map(list::get).toList();
      double[] loopsAgain = times(again, Configuration.LOOPS);
      double[] scalarAgain = times(again, Configuration.SCALAR);
      for (int i = 0; i < again.size(); i++) {
        int at = unclear.get(i);
        loops[at] = Math.min(loops[at], loopsAgain[i]);
        scalar[at] = Math.min(scalar[at], scalarAgain[i]);
      }
    }
    Set<String> tried = new TreeSet<>();
    Set<String> left = new TreeSet<>();
    for (int i = 0; i < loops.length; i++) {
      if (Double.isFinite(loops[i]) && Double.isFinite(scalar[i])) {
        String kernel = kernel(list.get(i).benchmark(), list.get(i).params());
        tried.add(kernel);
        if (isScalar(loops[i], scalar[i])) {
          left.add(kernel);
        }
      }
    }
    return new Found(tried, left);
  }

  /** Whether a loop is as slow as without vectors. */
  static boolean isScalar(double seconds, double secondsWithoutVectors) {
    return secondsWithoutVectors < VECTORS * seconds;
  }

  /** Nanoseconds; infinite for what the JVM didn't come to. */
  private static double[] times(List<Variant> variants, Configuration configuration)
      throws IOException, InterruptedException {
    double[] nanos = new double[variants.size()];
    Arrays.fill(nanos, Double.POSITIVE_INFINITY);
    List<String> args =
        new ArrayList<>(List.of(Conditions.class.getAnnotation(Fork.class).jvmArgsPrepend()));
    args.addAll(configuration.threads(1).jvmArgs());
    args.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    args.add(LoopTimes.class.getName());
    variants.forEach(variant -> args.add(argument(variant)));
    FreshJvm.run(
        args,
        Map.of(),
        line -> {
          if (line.startsWith(LoopTimes.LINE)) {
            String[] words = line.substring(LoopTimes.LINE.length()).split(" ");
            nanos[Integer.parseInt(words[0])] = Double.parseDouble(words[1]);
          }
        });
    return nanos;
  }

  private static String argument(Variant variant) {
    return Stream.concat(
            Stream.of(variant.benchmark()),
            variant.params().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()))
        .collect(Collectors.joining(" "));
  }
}
