package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Networks and their phases: samples per second, and the speedup over both baselines. */
final class PhaseSection {
  private static final String NOT_MEASURED = "-";

  private final List<Rates> phases;
  private final PlainLoops plainLoops;

  PhaseSection(List<Measurement> measurements) {
    plainLoops = new PlainLoops(measurements);
    phases = Rates.of(measurements, Names::isPhase);
  }

  Section section() {
    TextTable table =
        new TextTable()
            .text("network")
            .text("phase")
            .number("samples/s")
            .number("vs plain loops")
            .number("vs scalar loops")
            .number("bytes/op");
    phases.forEach(phase -> table.row(row(phase)));
    List<String> notes = new ArrayList<>(plainLoops.notes());
    notes.add(
        "bytes/op: allocated on the heap for a batch, by vectors; backward: with its forward");
    return new Section("Networks, phase by phase", table, notes, pictures());
  }

  private static List<String> row(Rates phase) {
    Optional<Measurement> vector = phase.in(Configuration.VECTOR);
    Network network = Network.parse(phase.first().params().getOrDefault("net", ""));
    return List.of(
        network.name(),
        phase.first().method(),
        vector
            .map(v -> v.rate().times(network.batch()).asCount())
            .orElse(phase.isComplete() ? NOT_MEASURED : Notes.UNSETTLED),
        speedup(phase, vector, Configuration.LOOPS),
        speedup(phase, vector, Configuration.SCALAR),
        vector.map(PhaseSection::bytes).orElse(NOT_MEASURED));
  }

  private static String bytes(Measurement m) {
    double bytes = m.bytesAllocated();
    return Double.isNaN(bytes) ? NOT_MEASURED : Digits.of("%,.0f", Math.rint(bytes));
  }

  private static String speedup(Rates phase, Optional<Measurement> vector, Configuration baseline) {
    return vector
        .flatMap(v -> phase.speedup(v, baseline))
        .map(Estimate::asRatio)
        .orElse(NOT_MEASURED);
  }

  /** A picture for each network, on one scale: all configurations as multiples of plain loops. */
  private List<Section.Picture> pictures() {
    List<Configuration> series = BarChart.CONFIGURATIONS;
    BarScale scale = BarScale.linear();
    Map<String, BarChart> charts = new LinkedHashMap<>();
    for (Rates phase : phases) {
      String net = phase.first().params().getOrDefault("net", "");
      Optional<Measurement> base = phase.in(Configuration.LOOPS);
      List<BarChart.Bar> bars = new ArrayList<>();
      for (int s = 0; s < series.size() && base.isPresent(); s++) {
        int colour = s;
        phase
            .in(series.get(s))
            .map(m -> m.rate().dividedBy(base.get().rate()))
            .ifPresent(r -> bars.add(new BarChart.Bar(colour, r, BarChart.times(r))));
      }
      charts
          .computeIfAbsent(
              net, name -> BarChart.ofConfigurations(name + ": speed, plain loops = 1", scale))
          .group(phase.first().method(), bars);
    }
    charts.values().removeIf(BarChart::isEmpty);
    return List.copyOf(charts.values());
  }
}
