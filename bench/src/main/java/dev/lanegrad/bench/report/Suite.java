package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.Network;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Which results the tables of this suite are of. All others are for a table in which any result of
 * JMH has its row: those of other benchmarks, and those that would stand in one place with another.
 */
final class Suite {
  /** From 1: what works on nothing has no place on any axis. */
  private static final String COUNT = "[1-9][0-9]{0,8}";

  private static final Map<String, String> SHAPES =
      Map.of(
          "n",
          COUNT,
          "classes",
          COUNT,
          "shape",
          COUNT + "x" + COUNT + "x" + COUNT,
          "rows",
          COUNT + "x" + COUNT);

  private final List<Measurement> shown = new ArrayList<>();
  private final List<Measurement> others = new ArrayList<>();

  /** How JMH measured; what was measured in different ways is no pair to divide. */
  private record Way(String mode, int threads, int batchSize) {
    static Way of(Measurement m) {
      return new Way(m.mode(), m.threads(), m.batchSize());
    }

    /** Limits are measured in as many threads as kernels may use, and kernels are called by one. */
    boolean isThatOf(Measurement m) {
      Way other = of(m);
      return Names.isLimit(m)
          ? other.mode.equals(mode) && other.batchSize == batchSize
          : equals(other);
    }
  }

  /** Divides results. */
  Suite(List<Measurement> measurements) {
    List<Measurement> candidates = measurements.stream().filter(Suite::hasRate).toList();
    Way way = mostFrequent(candidates);
    Set<String> vectors = new HashSet<>();
    candidates.stream()
        .filter(m -> m.configuration().isVector() && way.isThatOf(m))
        .forEach(m -> vectors.add(work(m)));
    Set<String> places = new HashSet<>();
    for (Measurement m : measurements) {
      boolean fits =
          hasRate(m)
              && way.isThatOf(m)
              // The tables compare vectors with loops: loops alone have no row there.
              && (Names.isLimit(m) || vectors.contains(work(m)))
              && places.add(place(m));
      (fits ? shown : others).add(m);
    }
  }

  /** Whether it is of a benchmark of this suite, with the parameters that this has. */
  static boolean has(Measurement m) {
    return Names.isPhase(m)
        ? isNetwork(m.params().getOrDefault("net", ""))
        : (Names.isKernel(m) || Names.isLimit(m))
            && SHAPES.entrySet().stream()
                .allMatch(
                    shape -> {
                      String value = m.params().get(shape.getKey());
                      return value == null || value.matches(shape.getValue());
                    });
  }

  /** Every kernel has a parameter that says on how much it works. */
  private static boolean isSized(Measurement m) {
    return Stream.of("n", "shape", "rows").anyMatch(m.params()::containsKey);
  }

  private static boolean isNetwork(String name) {
    try {
      Network.parse(name);
      return true;
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private static boolean hasRate(Measurement m) {
    double rate = m.rate().value();
    return rate > 0 && Double.isFinite(rate) && has(m) && (!Names.isKernel(m) || isSized(m));
  }

  private static Way mostFrequent(List<Measurement> measurements) {
    boolean areLimits = measurements.stream().allMatch(Names::isLimit);
    Map<Way, Integer> counts = new LinkedHashMap<>();
    measurements.stream()
        .filter(m -> areLimits || !Names.isLimit(m))
        .forEach(m -> counts.merge(Way.of(m), 1, Integer::sum));
    // The first of those that are as frequent.
    return counts.entrySet().stream()
        .reduce((a, b) -> b.getValue() > a.getValue() ? b : a)
        .map(Map.Entry::getKey)
        .orElse(new Way("", 0, 0));
  }

  private static String work(Measurement m) {
    return m.benchmark() + new TreeMap<>(m.params());
  }

  private static String place(Measurement m) {
    String bits = m.configuration().isVector() ? "" + m.bits() : m.configuration().name();
    return work(m) + " " + bits;
  }

  /** One that tells how those were measured that the tables show; empty if they show none. */
  Optional<Measurement> example() {
    return shown.stream()
        .filter(m -> !Names.isLimit(m))
        .findFirst()
        .or(() -> shown.stream().findFirst());
  }

  /** Those that the tables of the suite show. */
  List<Measurement> shown() {
    return List.copyOf(shown);
  }

  List<Measurement> others() {
    return List.copyOf(others);
  }
}
