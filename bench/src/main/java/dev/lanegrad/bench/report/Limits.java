package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.run.Caches;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * What the machine gives at most.
 *
 * @param peaks GFLOP/s of each width, narrowest first
 * @param bandwidths GB/s of each level of the caches and of the memory
 * @param caches that the levels are those of
 * @param fused whether the peaks are of multiply-adds in one instruction
 */
record Limits(List<Limit> peaks, List<Limit> bandwidths, Caches caches, boolean fused) {
  private static final String FUSED = "-XX:+UseFMA";
  private static final String NOT_FUSED = "-XX:-UseFMA";

  /**
   * One of them.
   *
   * @param name {@code 512 bits} or {@code L2}
   * @param of bits of the vectors, or the level
   * @param most the fastest iteration: what a busy machine gives at other times is no limit
   * @param mean of all iterations
   */
  record Limit(String name, int of, double most, Estimate mean) {
    private static Limit of(String name, int of, Measurement m, double factor) {
      double most = m.samples().stream().flatMap(List::stream).reduce(m.rate().value(), Math::max);
      return new Limit(name, of, most * factor, m.rate().times(factor));
    }

    private Limit times(double factor) {
      return new Limit(name, of, most * factor, mean.times(factor));
    }
  }

  /** The caches that a file tells of; unknown ones where it tells of none. */
  static Caches told(List<Measurement> measurements) {
    return measurements.stream()
        .map(m -> m.about(ResultFile.CACHES))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .map(Caches::parse)
        .orElse(new Caches(List.of()));
  }

  static Limits of(List<Measurement> measurements) {
    Caches caches = told(measurements).orTypical();
    List<Limit> peaks = new ArrayList<>();
    List<Limit> bandwidths = new ArrayList<>();
    for (Measurement m : measurements.stream().filter(Measurement::isSettled).toList()) {
      Work work = Work.of(m).orElse(new Work(0, 0, 0));
      if (m.group().equals(PeakBenchmark.class.getSimpleName())) {
        String name = m.bits() == 0 ? "single floats" : m.bits() + " bits";
        peaks.add(Limit.of(name, m.bits(), m, work.flops() * 1e-9));
      } else if (m.group().equals(BandwidthBenchmark.class.getSimpleName())) {
        // The loads alone read two of the three arrays that the size was chosen for.
        int level = caches.level(12 * work.elements());
        bandwidths.add(Limit.of(caches.levelName(level), level, m, work.bytes() * 1e-9));
      }
    }
    peaks.sort(Comparator.comparing(Limit::of));
    return new Limits(
        List.copyOf(peaks),
        fastest(bandwidths),
        caches,
        measurements.stream().allMatch(Limits::isFused));
  }

  private static boolean isFused(Measurement m) {
    int last = m.jvmArgs().lastIndexOf(NOT_FUSED);
    return last < 0
        ? !m.about(ResultFile.FMA).equals(ResultFile.NO)
        : m.jvmArgs().lastIndexOf(FUSED) > last;
  }

  /** What the peaks are of. */
  String arithmetic() {
    return fused ? "fused multiply-adds" : "products and sums (this JVM has no multiply-add)";
  }

  /** The highest of each level. */
  private static List<Limit> fastest(List<Limit> all) {
    List<Limit> fastest = new ArrayList<>();
    all.stream()
        .map(Limit::of)
        .distinct()
        .sorted()
        .forEach(
            level ->
                all.stream()
                    .filter(limit -> limit.of == level)
                    .max(Comparator.comparing(Limit::most))
                    .ifPresent(fastest::add));
    return List.copyOf(fastest);
  }

  /** The peak of a width; that of single floats for 0. */
  Optional<Limit> peak(int bits) {
    return peaks.stream().filter(peak -> peak.of == bits).findFirst();
  }

  /**
   * What work is held back by, at the rate in GFLOP/s that it could reach.
   *
   * <p>Its data is where it fits: a call finds it where the last one left it.
   */
  Optional<Limit> of(Work work, int bits) {
    int level = caches.level(work.bytes());
    Optional<Limit> peak = peak(bits);
    Optional<Limit> bandwidth =
        bandwidths.stream()
            .filter(b -> b.of == level)
            .findFirst()
            .map(b -> b.times(work.intensity()));
    if (peak.isEmpty() || bandwidth.isEmpty()) {
      return Optional.empty();
    }
    return peak.get().most < bandwidth.get().most ? peak : bandwidth;
  }
}
