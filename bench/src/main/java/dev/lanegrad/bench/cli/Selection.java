package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.KernelJobs;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which kernels stand for all where there is no time for all. */
final class Selection {
  /** In the first-level cache, where kernels differ and not memories. */
  private static final String NEAR = "2048";

  private static final String FAR = "16777216";

  /** A small and a large cube, one that fits no vector, a single sample, and layers. */
  private static final List<String> SHAPES =
      List.of(
          "16x16x16",
          "100x100x100",
          "256x256x256",
          "1023x1023x1023",
          "1x1024x1024",
          "64x512x784",
          "256x1024x1024");

  private static final String ROWS = "32x1000";

  /** One of each kind, by class and function. */
  private static final List<String> REPRESENTATIVES =
      List.of(
          "GemmBenchmark.gemm NN 256x256x256",
          "GemmBenchmark.gemm NT 64x512x784",
          "UnaryBenchmark.apply RELU 2048",
          "UnaryBenchmark.apply EXP 2048",
          "BinaryBenchmark.apply ADD 2048",
          "ReductionBenchmark.sum 2048",
          "LossBenchmark.gradient SQUARED_ERROR 2048",
          "CrossEntropyBenchmark.gradient 32x1000",
          "UpdateBenchmark.adam 2048",
          "UpdateBenchmark.sgd 16777216");

  private Selection() {}

  /** A few of all kinds. */
  static boolean isRepresentative(KernelJobs.Variant variant) {
    // The order of parameters is JMH's.
    List<String> words = List.of(variant.text().split(" "));
    return REPRESENTATIVES.stream()
        .map(text -> List.of(text.split(" ")))
        .anyMatch(r -> r.size() == words.size() && words.containsAll(r));
  }

  /** Every kernel, but not at every size. */
  static boolean isNear(KernelJobs.Variant variant) {
    Map<String, String> params = variant.params();
    if (params.containsKey("rows")) {
      return ROWS.equals(params.get("rows"));
    }
    return params.containsKey("shape")
        ? SHAPES.contains(params.get("shape"))
        : NEAR.equals(params.getOrDefault("n", NEAR));
  }

  /** Those and the same in memory, one of each class. */
  static boolean isForRoofline(KernelJobs.Variant variant) {
    return isRepresentative(variant)
        || variant.text().startsWith("GemmBenchmark.") && isNear(variant)
        || isRepresentative(elsewhere(variant, FAR, NEAR))
        || isRepresentative(elsewhere(variant, NEAR, FAR));
  }

  private static KernelJobs.Variant elsewhere(KernelJobs.Variant variant, String from, String to) {
    Map<String, String> params = new LinkedHashMap<>(variant.params());
    params.replace("n", from, to);
    return new KernelJobs.Variant(variant.benchmark(), params);
  }
}
