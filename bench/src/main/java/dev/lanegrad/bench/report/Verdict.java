package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;

/** Which width of vectors is the best on the machine that was measured, and what to set. */
final class Verdict {
  static final String BEST = "Best here:";
  static final String SET = "Set:";

  private static final String PROPERTY = "-Dlanegrad.vector.bits=";

  private final List<Rates> rates;
  private final String of;
  private final List<Integer> widths;
  private final String preferred;

  /** Judges by whole networks where they were measured, else by kernels. */
  Verdict(List<Measurement> measurements) {
    boolean networks = measurements.stream().anyMatch(Names::isPhase);
    Predicate<Measurement> which = networks ? Names::isPhase : Names::isKernel;
    rates = Rates.of(measurements, which).stream().filter(Rates::isComplete).toList();
    of = networks ? "the networks" : "the kernels";
    widths = WidthSection.widths(measurements);
    preferred =
        measurements.stream().map(m -> m.about(ResultFile.PREFERRED)).findFirst().orElse("");
  }

  /** How much faster a width is than the narrowest one. */
  private record Candidate(int bits, Estimate speed) {}

  List<String> lines() {
    List<Candidate> candidates = new ArrayList<>();
    for (int bits : widths) {
      over(bits, widths.get(0)).ifPresent(s -> candidates.add(new Candidate(bits, s)));
    }
    candidates.sort(Comparator.comparing((Candidate c) -> c.speed.value()).reversed());
    if (candidates.size() < 2) {
      return List.of("No verdict: fewer than two widths were measured.");
    }
    int best = candidates.get(0).bits;
    int next = candidates.get(1).bits;
    Optional<Estimate> lead = over(best, next);
    List<String> lines = new ArrayList<>();
    if (lead.isEmpty() || !(lead.get().value() - 1 > lead.get().error())) {
      lines.add(
          String.format(
              Locale.ROOT,
              BEST
                  + " %d or %d bits, by %s; they are not told apart, for the error bars are wider"
                  + " than the difference (%s). Measure with --full on a quiet machine to know.",
              Math.max(best, next),
              Math.min(best, next),
              of,
              lead.map(Estimate::asRatio).orElse("?")));
      String known = "" + best;
      lines.add(set(preferred.equals("" + next) ? preferred : known));
    } else {
      lines.add(
          String.format(
              Locale.ROOT,
              BEST + " %d bits, %s times the speed of %d bits, by %s.",
              best,
              lead.get().asRatio(),
              next,
              of));
      lines.add(set("" + best));
    }
    overLoops(best)
        .filter(ratio -> 1 - ratio.value() > ratio.error())
        .ifPresent(
            ratio ->
                lines.add(
                    SET
                        + " -Dlanegrad.kernels=scalar rather, for here plain loops are faster than"
                        + " vectors of any width ("
                        + ratio.asRatio()
                        + ")"));
    return lines;
  }

  private Optional<Estimate> overLoops(int bits) {
    return Estimate.geometricMean(
        rates.stream()
            .flatMap(r -> r.bits(bits).flatMap(m -> r.speedup(m, Configuration.LOOPS)).stream())
            .toList());
  }

  private String set(String bits) {
    return preferred.equals(bits)
        ? SET + " nothing, the JVM prefers " + bits + " bits by itself (" + PROPERTY + bits + ")"
        : SET + " " + PROPERTY + bits;
  }

  private Optional<Estimate> over(int bits, int other) {
    return Estimate.geometricMean(
        rates.stream()
            .flatMap(
                r ->
                    r
                        .bits(bits)
                        .flatMap(a -> r.bits(other).map(b -> a.rate().dividedBy(b.rate())))
                        .stream())
            .toList());
  }
}
