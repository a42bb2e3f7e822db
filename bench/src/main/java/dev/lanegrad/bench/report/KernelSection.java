package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** Every kernel alone: time of an element, or arithmetic and its share of the peak. */
final class KernelSection {
  private final List<Rates> kernels;
  private final Limits limits;
  private final PlainLoops plainLoops;

  KernelSection(List<Measurement> measurements) {
    plainLoops = new PlainLoops(measurements);
    kernels = Rates.of(measurements, Names::isKernel);
    limits = Limits.of(measurements);
  }

  Section section() {
    TextTable table =
        new TextTable()
            .text("kernel")
            .text("size")
            .number("ns/element")
            .number("GFLOP/s")
            .number("GB/s")
            .number("of the peak")
            .number("vs plain loops")
            .number("vs scalar loops")
            .text("plain loops are");
    kernels.forEach(kernel -> table.row(row(kernel)));
    List<String> notes = new ArrayList<>();
    notes.add(
        "ns/element: of the result, for elementwise kernels; GB/s: every array read or written"
            + " once");
    limits.peaks().stream()
        .filter(peak -> kernels.stream().anyMatch(k -> isShown(k, peak.of())))
        .forEach(
            peak ->
                notes.add(
                    "peak: "
                        + Digits.of("%.1f", peak.most())
                        + " GFLOP/s, "
                        + limits.arithmetic()
                        + " of "
                        + peak.name()
                        + " in registers, fastest iteration"));
    notes.addAll(plainLoops.notes());
    return new Section("Kernels", table, notes, pictures());
  }

  private static boolean isShown(Rates kernel, int bits) {
    return kernel.shown().filter(m -> m.bits() == bits).isPresent();
  }

  private List<String> row(Rates kernel) {
    return kernel.shown().map(m -> row(kernel, m)).orElseGet(() -> withoutFigure(kernel.first()));
  }

  private List<String> withoutFigure(Measurement m) {
    boolean product = m.params().containsKey("shape");
    return List.of(
        Names.what(m),
        Names.size(m),
        product ? "" : Notes.UNSETTLED,
        product ? Notes.UNSETTLED : "",
        "",
        "",
        "-",
        "-",
        plainLoops.of(m));
  }

  private List<String> row(Rates kernel, Measurement m) {
    Optional<Work> work = Work.of(m);
    boolean product = m.params().containsKey("shape");
    double rate = m.rate().value();
    Optional<Double> share =
        limits
            .peak(m.bits())
            .filter(peak -> product)
            .flatMap(peak -> work.map(w -> 1e-7 * rate * w.flops() / peak.most()));
    return List.of(
        Names.what(m),
        Names.size(m),
        product ? "" : work.map(w -> withError(1e9 / (rate * w.elements()), m.rate())).orElse(""),
        work.filter(w -> product).map(w -> withError(1e-9 * rate * w.flops(), m.rate())).orElse(""),
        work.map(w -> digits(1e-9 * rate * w.bytes())).orElse(""),
        share.map(s -> Digits.of("%.0f", s) + " %").orElse(""),
        speedup(kernel, m, Configuration.LOOPS),
        speedup(kernel, m, Configuration.SCALAR),
        plainLoops.of(m));
  }

  private static String speedup(Rates kernel, Measurement m, Configuration baseline) {
    return m.configuration().isVector()
        ? kernel.speedup(m, baseline).map(Estimate::asRatio).orElse("-")
        : "-";
  }

  private static String withError(double value, Estimate rate) {
    String error =
        Double.isNaN(rate.error()) ? "?" : Digits.error("%.1f", 100 * rate.relativeError());
    return digits(value) + " ± " + error + " %";
  }

  private static String digits(double value) {
    return Digits.of(value < 1 ? "%.4f" : value < 100 ? "%.2f" : "%.0f", value);
  }

  /** One for each class of kernels, on one scale for GFLOP/s of products and one for GB/s. */
  private List<Section.Picture> pictures() {
    List<Configuration> series = BarChart.CONFIGURATIONS;
    Map<String, BarChart> charts = new LinkedHashMap<>();
    Map<String, BarScale> scales = new HashMap<>();
    for (Rates kernel : kernels) {
      Measurement first = kernel.first();
      boolean product = first.params().containsKey("shape");
      String unit = product ? "GFLOP/s" : "GB/s";
      List<BarChart.Bar> bars = new ArrayList<>();
      for (int s = 0; s < series.size(); s++) {
        int colour = s;
        kernel
            .in(series.get(s))
            .flatMap(
                m -> Work.of(m).map(w -> m.rate().times(1e-9 * (product ? w.flops() : w.bytes()))))
            .ifPresent(e -> bars.add(new BarChart.Bar(colour, e, digits(e.value()))));
      }
      BarScale scale = scales.computeIfAbsent(unit, key -> BarScale.linear());
      String family = first.group().replace("Benchmark", "").toLowerCase(Locale.ROOT);
      charts
          .computeIfAbsent(family, name -> BarChart.ofConfigurations(name + ", " + unit, scale))
          .group(Names.full(first), bars);
    }
    charts.values().removeIf(BarChart::isEmpty);
    return List.copyOf(charts.values());
  }
}
