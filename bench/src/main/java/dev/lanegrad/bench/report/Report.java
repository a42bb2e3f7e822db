package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.Network;
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

  /** Stands above what speaks against the figures. */
  public static final String DISTRUST = "This result can't be trusted";

  private final List<Measurement> measurements;
  private final List<Section> sections = new ArrayList<>();

  public Report(List<Measurement> measurements) {
    this.measurements = List.copyOf(measurements);
    if (isRoofline()) {
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

  private boolean isRoofline() {
    return has(m -> m.group().equals(BandwidthBenchmark.class.getSimpleName()));
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
    facts.machine(this::aboutOrNothing);
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
    facts.run(this::aboutOrNothing);
    return facts;
  }

  private String aboutOrNothing(String key) {
    return about(key).orElse("");
  }

  private Optional<String> about(String key) {
    return measurements.stream().map(m -> m.about(key)).filter(text -> !text.isEmpty()).findFirst();
  }

  /** Why the figures may be wrong. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    about(ResultFile.WARNINGS).stream().flatMap(String::lines).forEach(warnings::add);
    if (isRoofline()) {
      Limits.told(measurements).assumption().ifPresent(warnings::add);
    }
    double[] errors =
        measurements.stream()
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
    lines.addAll(warningLines(warnings(), width));
    return lines;
  }

  /** What speaks against figures, to stand below them; no lines where nothing does. */
  public static List<String> warningLines(List<String> warnings, int width) {
    List<String> lines = new ArrayList<>();
    if (!warnings.isEmpty()) {
      lines.add("");
      lines.addAll(Wrap.lines(DISTRUST + ":", width, 0));
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
