package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;

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

  /** The vectors where there is one width of them, else the first that there is. */
  Optional<Measurement> vectors() {
    return all.stream().filter(m -> m.configuration().isVector()).findFirst();
  }

  Optional<Measurement> bits(int bits) {
    return all.stream().filter(m -> m.configuration().isVector() && m.bits() == bits).findFirst();
  }

  Optional<Measurement> in(Configuration configuration) {
    return all.stream().filter(m -> m.configuration().isKindOf(configuration)).findFirst();
  }

  /** How many times faster a measurement is than a baseline, where that was measured. */
  Optional<Estimate> speedup(Measurement m, Configuration baseline) {
    return in(baseline).map(b -> m.rate().dividedBy(b.rate()));
  }
}
