package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Caches;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * All that a file of results has to say. What is in it decides which tables there are, so that a
 * stored file gives the same report as the run that wrote it.
 */
public final class Report {
  /** A median of the relative errors that leaves hardly anything to be seen. */
  private static final double WIDE = 0.2;

  private final List<Measurement> measurements;
  private final List<Section> sections = new ArrayList<>();

  public Report(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
    if (has(m -> m.group().equals(BandwidthBenchmark.class.getSimpleName()))) {
      sections.addAll(new RooflineSection(measurements).sections());
    } else if (WidthSection.widths(measurements).size() > 1) {
      sections.addAll(new WidthSection(measurements).sections());
    } else {
      if (has(Names::isPhase)) {
        sections.add(new PhaseSection(measurements).section());
      }
      if (has(Names::isKernel)) {
        sections.add(new KernelSection(measurements).section());
      }
    }
  }

  private boolean has(Predicate<Measurement> kind) {
    return measurements.stream().anyMatch(kind);
  }

  public List<Measurement> measurements() {
    return measurements;
  }

  List<Section> sections() {
    return List.copyOf(sections);
  }

  /** Where and how this was measured. */
  Facts facts() {
    Facts facts = new Facts();
    new ReadingOrder()
        .networks(measurements).stream()
            .map(Network::parse)
            .forEach(network -> facts.add(network.name(), network.shape()));
    fact(facts, "CPU", ResultFile.CPU);
    fact(facts, "flags", ResultFile.FLAGS);
    about(ResultFile.CACHES).ifPresent(text -> facts.add("caches", Caches.parse(text).toString()));
    fact(facts, "JDK", ResultFile.JDK);
    fact(facts, "system", ResultFile.SYSTEM);
    String kernels =
        String.join(
            "; ",
            measurements.stream()
                .filter(m -> m.configuration().isVector())
                .map(m -> m.about(ResultFile.KERNELS))
                .filter(text -> !text.isEmpty())
                .distinct()
                .toList());
    facts.add("kernels", kernels);
    fact(facts, "version", ResultFile.VERSION);
    fact(facts, "command", ResultFile.COMMAND);
    fact(facts, "when", ResultFile.MEASURED_AT);
    return facts;
  }

  private void fact(Facts facts, String label, String key) {
    about(key).ifPresent(text -> facts.add(label, text));
  }

  private Optional<String> about(String key) {
    return measurements.stream().map(m -> m.about(key)).filter(text -> !text.isEmpty()).findFirst();
  }

  /** Why the figures may be wrong. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    about(ResultFile.WARNINGS).stream().flatMap(String::lines).forEach(warnings::add);
    measurements.stream()
        .filter(m -> !m.isSettled())
        .map(
            m ->
                "No figure of "
                    + Names.full(m)
                    + ", "
                    + m.configuration().label()
                    + ": "
                    + m.about(ResultFile.UNSETTLED)
                    + ".")
        .forEach(warnings::add);
    double[] errors =
        measurements.stream()
            .filter(Measurement::isSettled)
            .mapToDouble(m -> m.rate().relativeError())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (errors.length > 0 && errors[errors.length / 2] > WIDE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The error bars are wide: half of them above %.0f %%. Smaller differences than that"
                  + " mean nothing; measure with --full on a quiet machine.",
              100 * errors[errors.length / 2]));
    }
    return warnings;
  }

  /** All of it as text. */
  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>();
    for (Section section : sections) {
      if (sections.size() > 1) {
        lines.addAll(Wrap.lines(section.title(), width, 0));
        lines.add("");
      }
      lines.addAll(section.table().lines(width));
      lines.add("");
      section.notes().forEach(note -> lines.addAll(Wrap.lines(note, width, 2)));
      lines.add("");
    }
    lines.addAll(facts().lines(width));
    List<String> warnings = warnings();
    if (!warnings.isEmpty()) {
      lines.add("");
      lines.addAll(Wrap.lines("This result can't be trusted:", width, 0));
      warnings.forEach(w -> lines.addAll(Wrap.lines("  " + w, width, 4)));
    }
    return lines;
  }

  /** A title for a page. */
  String title() {
    return Stream.of(about(ResultFile.CPU))
        .flatMap(Optional::stream)
        .map(cpu -> "lanegrad on " + cpu)
        .findFirst()
        .orElse("lanegrad");
  }
}
