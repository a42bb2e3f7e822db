package dev.lanegrad.bench.run;

import dev.lanegrad.bench.run.KernelJobs.Variant;
import java.io.IOException;
import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;

/**
 * Finds the plain loops that C2 makes no vectors of: those that take as long without its
 * vectorizing as with it. There "vs plain loops" is against scalar code.
 *
 * <p>Pairs of JVMs, one of them with {@code -XX:-UseSuperWord}, time each loop by turns, so that
 * what slows the machine down slows both. See {@link LoopVerdict}.
 */
public final class ScalarLoops {
  /** Typically; to plan by. */
  private static final double SECONDS_TO_START = 1.5;

  private static final double SECONDS_FOR_A_LOOP = 0.65;

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

  /** What a loop is. */
  public enum Code {
    VECTORS,
    SCALAR,
    /** The times are in between: of some loops of several, or too near to tell. */
    UNDECIDED;

    /** As tables have it. */
    public String text() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  /**
   * What was found.
   *
   * @param codes of all that were tried, by {@link #kernel}
   * @param untried those that the time didn't suffice for, or that failed
   */
  public record Found(Map<String, Code> codes, Set<String> untried) {
    /** The kernels whose loops are such code. */
    public Set<String> all(Code code) {
      Set<String> all = new TreeSet<>(codes.keySet());
      all.removeIf(kernel -> codes.get(kernel) != code);
      return all;
    }
  }

  /** {@code UnaryBenchmark.apply EXP}: a benchmark without its sizes. */
  public static String kernel(String benchmark, Map<String, String> params) {
    Map<String, String> kinds = new LinkedHashMap<>(params);
    kinds.keySet().removeAll(SIZES.keySet());
    return new Variant(benchmark, kinds).text();
  }

  /**
   * Of every kernel that is chosen.
   *
   * @param which by the variant that is tried
   */
  public static Found of(Predicate<Variant> which) throws IOException, InterruptedException {
    Map<String, Variant> some = all();
    some.values().removeIf(which.negate());
    return find(some, Double.POSITIVE_INFINITY);
  }

  /**
   * Of the kernels that some jobs measure in plain loops, alone or in networks.
   *
   * @param mostSeconds what isn't tried by then is left out
   */
  public static Found of(Collection<Job> jobs, double mostSeconds)
      throws IOException, InterruptedException {
    return find(wanted(jobs), mostSeconds);
  }

  /** How long that takes, roughly. */
  public static double seconds(Collection<Job> jobs) {
    int loops = wanted(jobs).size();
    return loops == 0 ? 0 : SECONDS_TO_START + SECONDS_FOR_A_LOOP * loops;
  }

  private static Map<String, Variant> wanted(Collection<Job> jobs) {
    Map<String, Variant> all = all();
    Set<String> wanted = new HashSet<>();
    for (Job job : jobs) {
      if (job.configuration().isKindOf(Configuration.LOOPS)
          && !KernelJobs.isLimit(job.benchmark())) {
        String kernel = kernel(job.benchmark(), job.params());
        if (all.containsKey(kernel)) {
          wanted.add(kernel);
        } else {
          wanted.addAll(OF_NETWORKS);
        }
      }
    }
    all.keySet().retainAll(wanted);
    return all;
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

  private static Found find(Map<String, Variant> loops, double mostSeconds)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    BooleanSupplier inTime = () -> (System.nanoTime() - start) * 1e-9 < mostSeconds;
    Map<String, LoopVerdict> verdicts = new LinkedHashMap<>();
    loops.keySet().forEach(kernel -> verdicts.put(kernel, new LoopVerdict()));
    List<String> open = List.copyOf(loops.keySet());
    while (!open.isEmpty() && inTime.getAsBoolean()) {
      try (LoopJvm plain = new LoopJvm(Configuration.LOOPS);
          LoopJvm scalar = new LoopJvm(Configuration.SCALAR)) {
        for (String kernel : open) {
          if (inTime.getAsBoolean()) {
            Variant variant = loops.get(kernel);
            // Both at once, which takes most of the time: the first turn is the compilers'.
            plain.begin(variant);
            scalar.begin(variant);
            verdicts.get(kernel).add(() -> plain.nanos(variant), () -> scalar.nanos(variant));
          }
        }
      }
      open = open.stream().filter(kernel -> !verdicts.get(kernel).isCertain()).toList();
    }
    Map<String, Code> codes = new TreeMap<>();
    verdicts.forEach((kernel, v) -> v.code().ifPresent(code -> codes.put(kernel, code)));
    Set<String> untried = new TreeSet<>(loops.keySet());
    untried.removeAll(codes.keySet());
    return new Found(codes, untried);
  }
}
