package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.Network;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;

/**
 * All that a file of results has to say. What is in it decides which tables there are, so that a
 * stored file gives the same report as the run that wrote it.
 */
public final class Report {
  /** A median of the relative errors that leaves hardly anything to be seen. */
  private static final double WIDE = 0.2;

  /** The start of the warning that not all was measured. */
  public static final String INCOMPLETE = "Incomplete: ";

  /** Stands above what speaks against the figures. */
  public static final String DISTRUST = "This result can't be trusted";

  private final List<Measurement> all;

  /** The name of the file; empty where there is none. */
  private final String source;

  /** What the tables of the suite are of. */
  private final List<Measurement> measurements;

  private final List<Section> sections = new ArrayList<>();

  public Report(List<Measurement> all) {
    this(all, "");
  }

  /**
   * A report of a stored file.
   *
   * @param source its name, which a page has in its title where no machine is known
   */
  public Report(List<Measurement> all, String source) {
    this.all = List.copyOf(all);
    this.source = source;
    Suite suite = new Suite(all);
    measurements = suite.shown();
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
    suite.example().ifPresent(m -> sections.replaceAll(s -> s.withNotes(way(m))));
    sections.addAll(new PlainSection(suite.others(), measurements).sections());
  }

  private boolean isRoofline() {
    return has(m -> m.group().equals(BandwidthBenchmark.class.getSimpleName()));
  }

  private boolean has(Predicate<Measurement> kind) {
    return measurements.stream().anyMatch(kind);
  }

  /** All of them, in the order of the file. */
  public List<Measurement> measurements() {
    return all;
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
    facts.machine(this::fact);
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
    if (about(ResultFile.COMMAND).isEmpty()) {
      facts.add("JMH", distinct(Report::run));
      facts.add("JVM", distinct(m -> String.join(" ", m.jvmArgs())));
    }
    facts.run(this::fact);
    return facts;
  }

  /** How JMH measured what the tables of the suite give as rates, where that isn't plain. */
  private static List<String> way(Measurement m) {
    String unit = m.score().unit();
    if (unit.equals("ops/s") && m.threads() == 1 && m.batchSize() == 1) {
      return List.of();
    }
    String note = "measured by JMH as " + Labels.way(m) + "; rates are of all its threads";
    boolean isCold = m.mode().equals(Mode.SingleShotTime.shortLabel());
    return List.of(isCold ? note + "; single calls, of code that may not be compiled yet" : note);
  }

  /** {@code 1.37, 5 forks, warm-up 3 × 10 s, counted 3 × 10 s}. */
  private static String run(Measurement m) {
    String forks = m.jmh(ResultFile.FORKS);
    String warmup = m.jmh("warmupIterations");
    String counted = m.jmh("measurementIterations");
    return Stream.of(
            m.jmh(ResultFile.JMH_VERSION),
            forks.isEmpty() ? "" : forks.equals("1") ? "1 fork" : forks + " forks",
            warmup.isEmpty() ? "" : "warm-up " + warmup + " × " + m.jmh("warmupTime"),
            counted.isEmpty() ? "" : "counted " + counted + " × " + m.jmh("measurementTime"))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String distinct(Function<Measurement, String> text) {
    return all.stream()
        .map(text)
        .filter(one -> !one.isEmpty())
        .distinct()
        .collect(Collectors.joining("; "));
  }

  /** What the results say under a key of {@link ResultFile}; empty where they say nothing. */
  public String fact(String key) {
    return about(key).orElse("");
  }

  private Optional<String> about(String key) {
    return all.stream().map(m -> m.about(key)).filter(text -> !text.isEmpty()).findFirst();
  }

  /** Why the figures may be wrong. */
  List<String> warnings() {
    List<String> warnings = new ArrayList<>();
    about(ResultFile.WARNINGS).stream().flatMap(String::lines).forEach(warnings::add);
    if (isRoofline()) {
      Limits.told(measurements).assumption().ifPresent(warnings::add);
    }
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
        all.stream()
            .filter(Measurement::isSettled)
            .mapToDouble(m -> m.score().value().relativeError())
            .filter(Double::isFinite)
            .sorted()
            .toArray();
    if (errors.length > 0 && errors[errors.length / 2] > WIDE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The error bars are wide: half of them above %.0f %%. Smaller differences than that"
                  + " mean nothing; measure %s on a quiet machine.",
              100 * errors[errors.length / 2],
              about(ResultFile.COMMAND).isEmpty() ? "more forks and iterations" : "with --full"));
    }
    return warnings;
  }

  /** Whether all that was asked for was measured. */
  public boolean isComplete() {
    return warnings().stream().noneMatch(warning -> warning.startsWith(INCOMPLETE));
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

  /** A title for a page: the machine that was measured, or else the file. */
  String title() {
    return about(ResultFile.CPU)
        .map(cpu -> "lanegrad on " + cpu)
        .orElseGet(
            () -> {
              String what = all.stream().anyMatch(Suite::has) ? "lanegrad" : "Results of JMH";
              return source.isEmpty() ? what : source + ": " + what;
            });
  }
}
