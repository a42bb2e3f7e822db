package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** What each width of vectors is worth: the summary, the verdict, and every kernel and phase. */
final class WidthSection {
  private final List<Measurement> measurements;
  private final List<Integer> widths;

  WidthSection(List<Measurement> measurements) {
    this.measurements = measurements;
    widths = widths(measurements);
  }

  /** The widths that were measured, narrowest first. */
  static List<Integer> widths(List<Measurement> measurements) {
    return measurements.stream()
        .filter(m -> Names.isPhase(m) || Names.isKernel(m))
        .filter(m -> m.bits() > 0)
        .map(Measurement::bits)
        .distinct()
        .sorted()
        .toList();
  }

  List<Section> sections() {
    return List.of(summary(), details());
  }

  private Section summary() {
    TextTable table =
        new TextTable()
            .unit("bits")
            .text("of")
            .number("vs plain loops")
            .number("vs scalar loops")
            .number("of the ideal");
    BarChart chart = new BarChart("Mean speed, plain loops = 1", series(), BarScale.linear());
    summarize(table, chart, "networks", Names::isPhase);
    summarize(table, chart, "kernels", Names::isKernel);
    List<String> notes = new ArrayList<>(new Verdict(measurements).lines());
    skipped().forEach(notes::add);
    notes.add(
        "geometric means of all that has a figure at every width and in both baselines; of the ideal: speedup over scalar loops,"
            + " divided by the floats in a vector");
    return new Section("What each width is worth", table, notes, List.of(chart));
  }

  private void summarize(
      TextTable table, BarChart chart, String what, Predicate<Measurement> which) {
    List<BarChart.Bar> bars = new ArrayList<>();
    List<Rates> all = Rates.of(measurements, which).stream().filter(Rates::isComplete).toList();
    for (int bits : widths) {
      Optional<Estimate> loops = mean(all, bits, Configuration.LOOPS);
      Optional<Estimate> scalar = mean(all, bits, Configuration.SCALAR);
      if (loops.isPresent() || scalar.isPresent()) {
        table.row(List.of("" + bits, what, ratio(loops), ratio(scalar), ideal(scalar, bits)));
      }
      int colour = 2 + widths.indexOf(bits);
      loops.ifPresent(e -> bars.add(new BarChart.Bar(colour, e, BarChart.times(e))));
    }
    if (!bars.isEmpty()) {
      Estimate one = new Estimate(1, 0);
      bars.add(0, new BarChart.Bar(1, one, BarChart.times(one)));
      scalarOverLoops(all).ifPresent(e -> bars.add(0, new BarChart.Bar(0, e, BarChart.times(e))));
    }
    chart.group(what, bars);
  }

  private static Optional<Estimate> scalarOverLoops(List<Rates> all) {
    return Estimate.geometricMean(
        all.stream()
            .flatMap(
                r ->
                    r
                        .in(Configuration.SCALAR)
                        .flatMap(m -> r.speedup(m, Configuration.LOOPS))
                        .stream())
            .toList());
  }

  /** The geometric mean of the speedups of a width. */
  private static Optional<Estimate> mean(List<Rates> all, int bits, Configuration baseline) {
    return Estimate.geometricMean(
        all.stream()
            .flatMap(r -> r.bits(bits).flatMap(m -> r.speedup(m, baseline)).stream())
            .toList());
  }

  private Section details() {
    TextTable table =
        new TextTable()
            .text("what")
            .text("size")
            .unit("bits")
            .number("vs plain loops")
            .number("vs scalar loops")
            .number("of the ideal")
            .text("note");
    BarScale scale = BarScale.linear();
    BarChart phases = new BarChart("Networks: speed, plain loops = 1", series(), scale);
    BarChart kernels = new BarChart("Kernels: speed, plain loops = 1", series(), scale);
    for (Rates rates : Rates.of(measurements, m -> Names.isPhase(m) || Names.isKernel(m))) {
      rows(table, rates);
      (Names.isPhase(rates.first()) ? phases : kernels)
          .group(Names.full(rates.first()), bars(rates));
    }
    List<Section.Picture> pictures =
        Stream.of(phases, kernels)
            .filter(chart -> !chart.isEmpty())
            .map(chart -> (Section.Picture) chart)
            .toList();
    List<String> notes = new ArrayList<>();
    notes.add(
        "best: the fastest width; ~: not told apart from it, the error bars are wider than the"
            + " difference; !: not told apart from plain loops");
    notes.addAll(new PlainLoops(measurements).notes());
    return new Section("Phase by phase and kernel by kernel", table, notes, pictures);
  }

  private void rows(TextTable table, Rates rates) {
    Optional<Measurement> best =
        widths.stream()
            .flatMap(bits -> rates.bits(bits).stream())
            .reduce((a, b) -> b.rate().value() > a.rate().value() ? b : a);
    for (int bits : widths) {
      if (rates.all().stream().anyMatch(m -> m.bits() == bits && !m.isSettled())) {
        Measurement first = rates.first();
        table.row(
            List.of(
                Names.what(first), Names.size(first), "" + bits, "-", "-", "-", Notes.UNSETTLED));
      }
      rates
          .bits(bits)
          .ifPresent(
              m -> {
                Optional<Estimate> scalar = rates.speedup(m, Configuration.SCALAR);
                Optional<Estimate> loops = rates.speedup(m, Configuration.LOOPS);
                String mark = m == best.orElse(null) ? "best" : "";
                if (mark.isEmpty() && !m.rate().differsFrom(best.orElse(m).rate())) {
                  mark = "~";
                }
                if (loops.isPresent()
                    && !m.rate().differsFrom(rates.in(Configuration.LOOPS).orElse(m).rate())) {
                  mark = (mark + " !").strip();
                }
                table.row(
                    List.of(
                        Names.what(m),
                        Names.size(m),
                        "" + bits,
                        ratio(loops),
                        ratio(scalar),
                        ideal(scalar, bits),
                        mark));
              });
    }
  }

  private List<String> series() {
    return Stream.concat(
            Stream.of(Configuration.SCALAR.label(), Configuration.LOOPS.label()),
            widths.stream().map(bits -> bits + " bits"))
        .toList();
  }

  private List<BarChart.Bar> bars(Rates rates) {
    List<BarChart.Bar> bars = new ArrayList<>();
    bar(bars, 0, rates.in(Configuration.SCALAR), rates);
    bar(bars, 1, rates.in(Configuration.LOOPS), rates);
    for (int w = 0; w < widths.size(); w++) {
      bar(bars, 2 + w, rates.bits(widths.get(w)), rates);
    }
    return bars;
  }

  private static void bar(
      List<BarChart.Bar> bars, int series, Optional<Measurement> m, Rates rates) {
    m.flatMap(one -> rates.speedup(one, Configuration.LOOPS))
        .ifPresent(r -> bars.add(new BarChart.Bar(series, r, BarChart.times(r))));
  }

  private List<String> skipped() {
    return measurements.stream()
        .map(m -> m.about(ResultFile.SKIPPED))
        .filter(text -> !text.isEmpty())
        .limit(1)
        .flatMap(String::lines)
        .map(line -> "Skipped: " + line)
        .toList();
  }

  private static String ratio(Optional<Estimate> ratio) {
    return ratio.map(Estimate::asRatio).orElse("-");
  }

  private static String ideal(Optional<Estimate> overScalar, int bits) {
    double lanes = bits / (double) Float.SIZE;
    return overScalar.map(e -> Digits.of("%.0f", 100 * e.value() / lanes) + " %").orElse("-");
  }
}
