package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.AllocationProfiler;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Mode;

/**
 * Results of any benchmarks as JMH gave them, a row for each: in its mode, its unit, with all that
 * tells it from the others.
 */
final class PlainSection {
  private static final Map<String, String> MODES =
      Map.of(
          Mode.Throughput.shortLabel(),
          "thrpt: operations in a time, by all threads together; more is better",
          Mode.AverageTime.shortLabel(),
          "avgt: the average time of an operation in one thread; less is better",
          Mode.SampleTime.shortLabel(),
          "sample: the mean time of operations that were timed one by one; less is better",
          Mode.SingleShotTime.shortLabel(),
          "ss: the time of single calls; less is better");

  /** Of the percentiles in a file, those that have a column. */
  private static final Map<String, Double> PERCENTILES =
      Map.of("min", 0.0, "p50", 50.0, "p90", 90.0, "p99", 99.0, "p99.9", 99.9, "max", 100.0);

  private static final List<String> COLUMNS = List.of("min", "p50", "p90", "p99", "p99.9", "max");

  private record Metric(Measurement of, String name, Score score) {}

  private final List<Measurement> shown;
  private final List<Measurement> others;
  private final Labels labels;

  /**
   * Tables of results.
   *
   * @param others that have a row
   * @param shown whose scores stand in other tables, though not all that was measured beside them
   */
  PlainSection(List<Measurement> others, List<Measurement> shown) {
    this.others = others;
    this.shown = shown;
    labels = new Labels(Stream.concat(others.stream(), shown.stream()).toList());
  }

  /** One for the scores, one for percentiles, one for other metrics, where there are any. */
  List<Section> sections() {
    return Stream.of(scores(), percentiles(), metrics())
        .filter(section -> !section.table().rows().isEmpty())
        .toList();
  }

  private Section scores() {
    Columns columns = new Columns(others);
    TextTable table = columns.begin("benchmark");
    table.number("forks").number("samples").number("score").text("unit");
    for (Measurement m : others) {
      List<String> row = columns.row(labels.of(m), m);
      row.add(m.jmh(ResultFile.FORKS));
      row.add(count(m.score()));
      row.add(m.score().value().asScore());
      row.add(m.score().unit());
      table.row(row);
    }
    Set<String> notes = new LinkedHashSet<>();
    others.forEach(m -> notes.add(MODES.getOrDefault(m.mode(), "")));
    notes.remove("");
    if (others.stream().anyMatch(m -> m.batchSize() > 1)) {
      notes.add("batch of 100: as many calls are one operation");
    }
    notes.add(Notes.ERROR + "; ? where JMH gives none, as of one or two samples");
    if (others.stream().anyMatch(m -> Double.isNaN(m.score().value().value()))) {
      notes.add("NaN: JMH has no score, as no operation ended in time");
    }
    if (others.stream().anyMatch(m -> m.jmh(ResultFile.FORKS).equals("0"))) {
      notes.add(
          "0 forks: measured in JMH's own JVM, whose code was compiled for all benchmarks before"
              + " it too");
    }
    String title = shown.isEmpty() ? "Scores" : "Other scores";
    return new Section(title, table, List.copyOf(notes), new ScoreCharts(others).pictures());
  }

  /** Of single operations; those of other modes are of a few iterations. */
  private Section percentiles() {
    List<Measurement> sampled =
        Stream.concat(shown.stream(), others.stream())
            .filter(m -> m.mode().equals(Mode.SampleTime.shortLabel()))
            .filter(m -> !m.score().percentiles().isEmpty())
            .toList();
    Columns columns = new Columns(sampled);
    TextTable table = columns.begin("benchmark");
    COLUMNS.forEach(table::number);
    table.text("unit");
    for (Measurement m : sampled) {
      List<String> row = columns.row(labels.of(m), m);
      for (String column : COLUMNS) {
        Double value = m.score().percentiles().get(PERCENTILES.get(column));
        row.add(value == null ? "" : new Estimate(value, Double.NaN).asNumber());
      }
      row.add(m.score().unit());
      table.row(row);
    }
    return new Section(
        "Percentiles of single operations",
        table,
        List.of("p99: 99 of 100 operations took as long or less"),
        List.of());
  }

  private Section metrics() {
    List<Metric> metrics = new ArrayList<>();
    for (Measurement m : shown) {
      m.secondary().forEach((name, score) -> metrics.add(new Metric(m, name, score)));
    }
    // Allocation has its column in the tables of the suite.
    metrics.removeIf(metric -> metric.name.equals(AllocationProfiler.RESULT));
    for (Measurement m : others) {
      m.secondary().forEach((name, score) -> metrics.add(new Metric(m, name, score)));
    }
    // Only says whether the code was compiled, which stands among the warnings.
    metrics.removeIf(metric -> metric.name.equals(AllocationProfiler.EXCESS));
    Columns columns = new Columns(metrics.stream().map(Metric::of).toList());
    TextTable table = columns.begin("metric").number("score").text("unit");
    for (Metric metric : metrics) {
      List<String> row = columns.row(labels.of(metric.of) + ":" + metric.name, metric.of);
      row.add(metric.score.value().asScore());
      row.add(metric.score.unit());
      table.row(row);
    }
    return new Section(
        "Measured beside the scores",
        table,
        List.of(
            "by profilers, by counters of the benchmark, or by each method of a group",
            Notes.ERROR),
        List.of());
  }

  private static String count(Score score) {
    return score.count() == 0 ? "" : String.format(Locale.ROOT, "%,d", score.count());
  }

  /**
   * The columns that tell results apart; those that would be empty are left out. What is there once
   * more is numbered.
   */
  private record Columns(
      boolean params, boolean configuration, Map<List<String>, Integer> repeated) {
    Columns(List<Measurement> measurements) {
      this(
          measurements.stream().anyMatch(m -> !m.params().isEmpty()),
          measurements.stream().anyMatch(Suite::has),
          new HashMap<>());
    }

    TextTable begin(String first) {
      TextTable table = new TextTable().text(first);
      if (params) {
        table.text("parameters");
      }
      if (configuration) {
        table.text("kernels");
      }
      return table.text("mode").count("threads");
    }

    List<String> row(String first, Measurement m) {
      List<String> row = new ArrayList<>(List.of(first));
      if (params) {
        row.add(Labels.params(m));
      }
      if (configuration) {
        row.add(Labels.configuration(m));
      }
      row.add(Labels.mode(m));
      row.add("" + m.threads());
      int times = repeated.merge(List.copyOf(row), 1, Integer::sum);
      if (times > 1) {
        row.set(0, first + " (" + times + ")");
      }
      return row;
    }
  }
}
