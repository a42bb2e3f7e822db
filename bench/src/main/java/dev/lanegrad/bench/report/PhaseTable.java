package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.Phase;
import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Predicate;

/** Networks and their phases: samples per second, and the speedup over both baselines. */
public final class PhaseTable {
  private static final String NOT_MEASURED = "-";

  private final List<Measurement> measurements;

  public PhaseTable(List<Measurement> all) {
    measurements =
        all.stream().filter(m -> m.group().equals(NetworkBenchmark.class.getSimpleName())).toList();
  }

  /** The table, and below it what it means and where it was measured. */
  public List<String> lines(int width) {
    TextTable table =
        new TextTable()
            .text("network")
            .text("phase")
            .number("samples/s")
            .number("vs plain loops")
            .number("vs scalar loops");
    for (Network network : networks()) {
      for (Phase phase : Phase.values()) {
        row(network, phase).ifPresent(table::row);
      }
    }
    List<String> lines = new ArrayList<>(table.lines(width));
    lines.add("");
    lines.addAll(legend());
    return lines;
  }

  private Optional<List<String>> row(Network network, Phase phase) {
    Optional<Estimate> vector = rate(network, phase, Configuration.VECTOR);
    Optional<Estimate> loops = rate(network, phase, Configuration.LOOPS);
    Optional<Estimate> scalar = rate(network, phase, Configuration.SCALAR);
    if (vector.isEmpty() && loops.isEmpty() && scalar.isEmpty()) {
      return Optional.empty();
    }
    return Optional.of(
        List.of(
            network.name(),
            phase.method(),
            vector.map(v -> v.times(network.batch()).asCount()).orElse(NOT_MEASURED),
            speedup(vector, loops),
            speedup(vector, scalar)));
  }

  private static String speedup(Optional<Estimate> vector, Optional<Estimate> baseline) {
    return vector.flatMap(v -> baseline.map(b -> v.dividedBy(b).asRatio())).orElse(NOT_MEASURED);
  }

  private Optional<Estimate> rate(Network network, Phase phase, Configuration configuration) {
    return measurements.stream()
        .filter(m -> m.method().equals(phase.method()))
        .filter(m -> network.name().equals(m.params().get("net")))
        .filter(m -> m.configuration().isKindOf(configuration))
        .map(Measurement::rate)
        .findFirst();
  }

  /** Those that were measured: the standard ones in their order, then the user's own. */
  private List<Network> networks() {
    TreeSet<String> names = new TreeSet<>();
    measurements.forEach(m -> names.add(m.params().getOrDefault("net", "")));
    List<Network> networks = new ArrayList<>(Network.STANDARD);
    networks.removeIf(network -> !names.remove(network.name()));
    names.forEach(name -> networks.add(Network.parse(name)));
    return networks;
  }

  private List<String> legend() {
    List<String> lines = new ArrayList<>();
    lines.add("plain loops: the kernels as loops, which C2 vectorizes where it can");
    lines.add("scalar loops: the same under -XX:-UseSuperWord");
    lines.add("±: half of the 99.9 % confidence interval");
    lines.add("");
    for (Network network : networks()) {
      lines.add(label(network.name()) + network.shape());
    }
    about(ResultFile.CPU, m -> true).ifPresent(cpu -> lines.add(label("CPU") + cpu));
    about(ResultFile.JDK, m -> true).ifPresent(jdk -> lines.add(label("JDK") + jdk));
    about(ResultFile.KERNELS, m -> m.configuration().isVector())
        .ifPresent(kernels -> lines.add(label("kernels") + kernels));
    return lines;
  }

  private static String label(String text) {
    return String.format("%-8s ", text);
  }

  private Optional<String> about(String key, Predicate<Measurement> of) {
    return measurements.stream()
        .filter(of)
        .map(m -> m.about().getOrDefault(key, ""))
        .filter(text -> !text.isEmpty())
        .findFirst();
  }
}
