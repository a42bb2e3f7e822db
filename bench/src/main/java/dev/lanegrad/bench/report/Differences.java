package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Two files of results, benchmark by benchmark. */
public final class Differences {
  private final Map<String, Measurement> old;
  private final Map<String, Measurement> now;
  private final TextTable table =
      new TextTable().text("what").text("in").number("new/old").text("verdict");
  private final List<String> notes = new ArrayList<>();
  private int faster;
  private int slower;
  private int unknown;
  private int unsettled;
  private int same;

  public Differences(List<Measurement> old, List<Measurement> now) {
    this.old = byKey(old);
    this.now = byKey(now);
    this.now.forEach(
        (key, m) -> {
          if (this.old.containsKey(key)) {
            Measurement before = this.old.get(key);
            if (before.isSettled() && m.isSettled()) {
              row(before, m);
            } else {
              withoutFigure(m);
            }
          }
        });
    notes.add(
        String.format(
            Locale.ROOT,
            "%d faster, %d slower, %d the same within the error bars%s",
            faster,
            slower,
            same,
            unknown == 0 ? "" : ", " + unknown + " without error bars"));
    alone("old", this.old, this.now);
    alone("new", this.now, this.old);
    for (String key :
        List.of(ResultFile.CPU, ResultFile.JDK, ResultFile.VERSION, ResultFile.SYSTEM)) {
      String before = about(old, key);
      String after = about(now, key);
      if (!before.equals(after)) {
        notes.add("The " + key + " differs: " + before + " before, " + after + " now");
      }
    }
    warnings("old", old);
    warnings("new", now);
  }

  private static String about(List<Measurement> measurements, String key) {
    return measurements.stream()
        .map(m -> m.about(key))
        .filter(text -> !text.isEmpty())
        .findFirst()
        .orElse("unknown");
  }

  private void warnings(String which, List<Measurement> measurements) {
    new Report(measurements)
        .warnings()
        .forEach(warning -> notes.add("The " + which + " result can't be trusted: " + warning));
  }

  private static Map<String, Measurement> byKey(List<Measurement> measurements) {
    Map<String, Measurement> byKey = new LinkedHashMap<>();
    for (Measurement m : measurements) {
      String threads = " " + m.configuration().threads();
      String params = new TreeMap<>(m.params()).toString();
      byKey.putIfAbsent(m.benchmark() + params + m.configuration().name() + threads, m);
    }
    return byKey;
  }

  private void alone(String which, Map<String, Measurement> of, Map<String, Measurement> other) {
    List<String> alone = of.keySet().stream().filter(key -> !other.containsKey(key)).toList();
    if (!alone.isEmpty()) {
      notes.add(alone.size() + " only in the " + which + " file");
    }
  }

  private void row(Measurement before, Measurement after) {
    Estimate ratio = after.rate().dividedBy(before.rate());
    String verdict;
    if (Double.isNaN(ratio.error())) {
      unknown++;
      verdict = "? no error bars";
    } else if (!after.rate().differsFrom(before.rate())) {
      same++;
      verdict = "same";
    } else if (ratio.value() > 1) {
      faster++;
      verdict = "FASTER";
    } else {
      slower++;
      verdict = "SLOWER";
    }
    table.row(List.of(Names.full(after), after.configuration().label(), ratio.asRatio(), verdict));
  }

  private void withoutFigure(Measurement m) {
    unsettled++;
    table.row(List.of(Names.full(m), m.configuration().label(), "-", "? " + Notes.UNSETTLED));
  }

  /** How many benchmarks are in both files. */
  public int common() {
    return faster + slower + same + unknown + unsettled;
  }

  /** Benchmarks whose error bars don't overlap, the new one slower. */
  public int slower() {
    return slower;
  }

  /** Benchmarks whose error bars don't overlap. */
  public int different() {
    return faster + slower;
  }

  public List<String> lines(int width) {
    List<String> lines = new ArrayList<>(table.lines(width));
    lines.add("");
    Stream.concat(
            notes.stream(),
            Stream.of(
                "new/old: of the rates, above 1 is faster. Two results differ where their error bars"
                    + " don't overlap.",
                Notes.ERROR))
        .forEach(note -> lines.addAll(Wrap.lines(note, width, 2)));
    return lines;
  }
}
