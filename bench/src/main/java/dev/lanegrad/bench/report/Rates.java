package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** The measurements of one benchmark with one choice of parameters, in all configurations. */
record Rates(Measurement first, List<Measurement> all) {
  /** Networks first, in the order of the tables of phases; then kernels in theirs. */
  static List<Rates> of(List<Measurement> measurements, Predicate<Measurement> which) {
    Map<String, List<Measurement>> same = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      if (which.test(m)) {
        same.computeIfAbsent(m.benchmark() + m.params(), key -> new ArrayList<>()).add(m);
      }
    }
    return same.values().stream()
        .map(list -> new Rates(list.get(0), list))
        .sorted(new ReadingOrder())
        .toList();
  }

  /** Those that have a figure: their code was compiled when it was measured. */
  private Stream<Measurement> settled() {
    return all.stream().filter(Measurement::isSettled);
  }

  /** Whether all of them have a figure: means over others would be of different kernels. */
  boolean isComplete() {
    return all.stream().allMatch(Measurement::isSettled);
  }

  /**
   * The one that a row is about: the vectors, or the first where none were measured; empty if it
   * has no figure.
   */
  Optional<Measurement> shown() {
    boolean ofVectors = all.stream().anyMatch(m -> m.configuration().isVector());
    return ofVectors ? vectors() : settled().findFirst();
  }

  /** The vectors where there is one width of them, else the first that there is. */
  Optional<Measurement> vectors() {
    return settled().filter(m -> m.configuration().isVector()).findFirst();
  }

  Optional<Measurement> bits(int bits) {
    return settled().filter(m -> m.configuration().isVector() && m.bits() == bits).findFirst();
  }

  Optional<Measurement> in(Configuration configuration) {
    return settled().filter(m -> m.configuration().isKindOf(configuration)).findFirst();
  }

  /** How many times faster a measurement is than a baseline, where that was measured. */
  Optional<Estimate> speedup(Measurement m, Configuration baseline) {
    return in(baseline).map(b -> m.rate().dividedBy(b.rate()));
  }
}
