package dev.lanegrad.bench.report;

import dev.lanegrad.bench.report.Change.Outcome;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Two files of results, benchmark by benchmark. Each result is in a row or in a note. */
public final class Differences {
  private final List<Measurement> old;
  private final List<Measurement> now;
  private final Labels labels;
  private final List<Change> changes = new ArrayList<>();
  private final List<String> impossible = new ArrayList<>();
  private final List<String> notes = new ArrayList<>();
  private final Map<Outcome, Integer> counts = new EnumMap<>(Outcome.class);

  public Differences(List<Measurement> old, List<Measurement> now) {
    this.old = old;
    this.now = now;
    labels = new Labels(Stream.concat(old.stream(), now.stream()).toList());
    Map<Measurement, Measurement> partners = new IdentityHashMap<>();
    pair(partners, m -> key(m) + m.kernelThreads());
    // What threads of kernels are worth is compared, too.
    pair(partners, Differences::key);
    now.stream()
        .filter(partners::containsKey)
        .forEach(m -> changes.add(new Change(partners.get(m), m)));
    changes.forEach(change -> counts.merge(change.outcome(), 1, Integer::sum));
    notes.add(summary());
    alone(without(partners, old), without(partners, now));
    repeated("old", old);
    repeated("new", now);
    secondary();
    circumstances();
    warnings("old", old);
    warnings("new", now);
  }

  /** Adds pairs of the same key, each in both directions, of those that have no partner yet. */
  private void pair(Map<Measurement, Measurement> partners, Function<Measurement, String> key) {
    Map<String, Measurement> before = byKey(without(partners, old), key);
    byKey(without(partners, now), key)
        .forEach(
            (name, after) -> {
              Measurement partner = before.get(name);
              if (partner != null && new Change(partner, after).isPossible()) {
                partners.put(after, partner);
                partners.put(partner, after);
              }
            });
  }

  private static List<Measurement> without(
      Map<Measurement, Measurement> partners, List<Measurement> measurements) {
    return measurements.stream().filter(m -> !partners.containsKey(m)).toList();
  }

  private String summary() {
    StringBuilder summary =
        new StringBuilder(
            String.format(
                Locale.ROOT,
                "%d faster, %d slower, %d the same within the error bars",
                count(Outcome.FASTER),
                count(Outcome.SLOWER),
                count(Outcome.SAME)));
    append(summary, Outcome.UNCLEAR, "unclear, for the error bars are too wide");
    append(summary, Outcome.NO_ERRORS, "without error bars");
    append(summary, Outcome.NO_SCORE, "without a score");
    append(summary, Outcome.UNSETTLED, "of code that was not compiled");
    return summary.toString();
  }

  private void append(StringBuilder summary, Outcome verdict, String what) {
    if (count(verdict) > 0) {
      summary.append(", ").append(count(verdict)).append(" ").append(what);
    }
  }

  private int count(Outcome verdict) {
    return counts.getOrDefault(verdict, 0);
  }

  /** What is measured, whichever way. */
  private static String benchmark(Measurement m) {
    String kernels = Suite.has(m) ? m.configuration().name() : "";
    return m.benchmark() + new TreeMap<>(m.params()) + kernels;
  }

  private static String key(Measurement m) {
    return benchmark(m) + " " + Labels.mode(m) + " " + m.threads() + " ";
  }

  /** Those that are there more than once have numbers. */
  private static Map<String, Measurement> byKey(
      List<Measurement> measurements, Function<Measurement, String> key) {
    Map<String, Measurement> byKey = new LinkedHashMap<>();
    Map<String, Integer> times = new HashMap<>();
    for (Measurement m : measurements) {
      byKey.put(key.apply(m) + "#" + times.merge(key.apply(m), 1, Integer::sum), m);
    }
    return byKey;
  }

  private void repeated(String which, List<Measurement> measurements) {
    long different = measurements.stream().map(m -> key(m) + m.kernelThreads()).distinct().count();
    if (different < measurements.size()) {
      notes.add(
          String.format(
              Locale.ROOT,
              "%d repeated in the %s file; repeated results are compared in their order",
              measurements.size() - different,
              which));
    }
  }

  /** Notes what has no partner, and what has one that was measured in another way. */
  private void alone(List<Measurement> onlyOld, List<Measurement> onlyNew) {
    Map<String, List<Measurement>> before =
        onlyOld.stream()
            .collect(
                Collectors.groupingBy(
                    Differences::benchmark, LinkedHashMap::new, Collectors.toList()));
    Map<String, List<Measurement>> after =
        onlyNew.stream()
            .collect(
                Collectors.groupingBy(
                    Differences::benchmark, LinkedHashMap::new, Collectors.toList()));
    before.forEach(
        (benchmark, list) -> {
          if (after.containsKey(benchmark)) {
            impossible.add(
                name(list.get(0))
                    + ": "
                    + ways(list)
                    + " before, "
                    + ways(after.get(benchmark))
                    + " now");
          }
        });
    if (!impossible.isEmpty()) {
      notes.add(impossible.size() + " measured in ways that can't be compared:");
      impossible.forEach(text -> notes.add("  " + text));
    }
    only("old", onlyOld.stream().filter(m -> !after.containsKey(benchmark(m))).toList());
    only("new", onlyNew.stream().filter(m -> !before.containsKey(benchmark(m))).toList());
  }

  private void only(String which, List<Measurement> alone) {
    if (!alone.isEmpty()) {
      notes.add(alone.size() + " only in the " + which + " file:");
      alone.forEach(m -> notes.add("  " + name(m) + ", " + Labels.way(m)));
    }
  }

  /** {@code digits step, plain loops}, {@code ListBenchmark.get, size=10}. */
  private String name(Measurement m) {
    return Stream.of(what(m), params(m), Labels.configuration(m))
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private String what(Measurement m) {
    return Suite.has(m) && !Names.isLimit(m) ? Names.full(m) : labels.of(m);
  }

  private static String params(Measurement m) {
    return Suite.has(m) && !Names.isLimit(m) ? "" : Labels.params(m);
  }

  private static String ways(List<Measurement> list) {
    return list.stream().map(Labels::way).collect(Collectors.joining(" and "));
  }

  private void secondary() {
    String names =
        Stream.concat(old.stream(), now.stream())
            .flatMap(m -> m.secondary().keySet().stream())
            .distinct()
            .collect(Collectors.joining(", "));
    if (!names.isEmpty()) {
      notes.add("Not compared, for they are beside the scores: " + names);
    }
  }

  private void circumstances() {
    circumstance("cpu", m -> m.about(ResultFile.CPU));
    circumstance("jdk", m -> m.about(ResultFile.JDK));
    circumstance("version", m -> m.about(ResultFile.VERSION));
    circumstance("system", m -> m.about(ResultFile.SYSTEM));
    circumstance("version of JMH", m -> m.jmh(ResultFile.JMH_VERSION));
    circumstance("number of the kernels' threads", Measurement::kernelThreads);
    circumstance("number of forks", m -> m.jmh(ResultFile.FORKS));
    List<Change> others =
        changes.stream().filter(c -> !c.before().jvmArgs().equals(c.after().jvmArgs())).toList();
    if (!others.isEmpty()) {
      Change first = others.get(0);
      notes.add(
          String.format(
              Locale.ROOT,
              "The JVM's arguments of %d differ, such as those of %s: %s before, %s now",
              others.size(),
              name(first.after()),
              arguments(first.before()),
              arguments(first.after())));
    }
  }

  private static String arguments(Measurement m) {
    return m.jvmArgs().isEmpty() ? "none" : String.join(" ", m.jvmArgs());
  }

  private void circumstance(String what, Function<Measurement, String> text) {
    String before = all(old, text);
    String after = all(now, text);
    if (!before.equals(after)) {
      notes.add("The " + what + " differs: " + before + " before, " + after + " now");
    }
  }

  private static String all(List<Measurement> measurements, Function<Measurement, String> text) {
    String all =
        measurements.stream()
            .map(text)
            .filter(one -> !one.isEmpty())
            .distinct()
            .sorted()
            .collect(Collectors.joining(" and "));
    return all.isEmpty() ? "unknown" : all;
  }

  private void warnings(String which, List<Measurement> measurements) {
    new Report(measurements)
        .warnings()
        .forEach(warning -> notes.add("The " + which + " result can't be trusted: " + warning));
  }

  /** How many results are in both files, measured in the same way. */
  public int common() {
    return changes.size();
  }

  /** Benchmarks that both files have, of which the results can't be compared, and why. */
  public List<String> impossible() {
    return List.copyOf(impossible);
  }

  /** Benchmarks whose error bars don't overlap, the new one slower. */
  public int slower() {
    return count(Outcome.SLOWER);
  }

  /** Benchmarks whose error bars don't overlap. */
  public int different() {
    return count(Outcome.FASTER) + count(Outcome.SLOWER);
  }

  private TextTable table() {
    boolean params = changes.stream().anyMatch(c -> !params(c.after()).isEmpty());
    boolean kernels = changes.stream().anyMatch(c -> Suite.has(c.after()));
    TextTable table = new TextTable().text("what");
    if (params) {
      table.text("parameters");
    }
    if (kernels) {
      table.text("in");
    }
    Map<List<String>, Integer> repeated = new HashMap<>();
    table.text("mode").count("threads").number("old").number("new").number("new/old");
    table.text("verdict");
    for (Change change : changes) {
      Measurement m = change.after();
      List<String> row = new ArrayList<>(List.of(what(m)));
      if (params) {
        row.add(params(m));
      }
      if (kernels) {
        row.add(Labels.configuration(m));
      }
      row.add(Labels.mode(m));
      row.add("" + m.threads());
      int times = repeated.merge(List.copyOf(row), 1, Integer::sum);
      if (times > 1) {
        row.set(0, row.get(0) + " (" + times + ")");
      }
      row.add(score(change.before()));
      row.add(score(m));
      row.add(change.outcome() == Outcome.UNSETTLED ? "-" : change.speed().asRatio());
      row.add(change.outcome().text());
      table.row(row);
    }
    return table;
  }

  private static String score(Measurement m) {
    return m.score().value().asNumber() + " " + m.score().unit();
  }

  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>(table().lines(width));
    lines.add("");
    Stream.concat(
            notes.stream(),
            Stream.of(
                "new/old: of the speeds, above 1 is faster; for times it is the old one by the new"
                    + " one. Two results differ where their error bars don't overlap; they are the"
                    + " same where they do and new/old is known to a fifth.",
                Notes.ERROR))
        .forEach(note -> lines.addAll(Wrap.lines(note, width, note.startsWith(" ") ? 4 : 2)));
    return lines;
  }
}
