package dev.lanegrad.bench.report;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.Phase;
import dev.lanegrad.bench.run.KernelJobs;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** Networks with their phases in the order of a step, then kernels by class, name and size. */
final class ReadingOrder implements Comparator<Rates> {
  private static final List<String> PHASES = Stream.of(Phase.values()).map(Phase::method).toList();
  private static final List<String> NETWORKS =
      Network.STANDARD.stream().map(Network::name).toList();
  private static final List<String> KERNELS =
      KernelJobs.KERNELS.stream().map(Class::getSimpleName).toList();

  @Override
  public int compare(Rates a, Rates b) {
    return key(a.first()).compareTo(key(b.first()));
  }

  /** The names of the networks that were measured. */
  List<String> networks(List<Measurement> measurements) {
    return Rates.of(measurements, Names::isPhase).stream()
        .map(rates -> rates.first().params().getOrDefault("net", ""))
        .distinct()
        .toList();
  }

  private static String key(Measurement m) {
    if (Names.isPhase(m)) {
      String net = m.params().getOrDefault("net", "");
      int standard = NETWORKS.indexOf(net);
      int place = standard < 0 ? NETWORKS.size() : standard;
      return "0 " + place + " " + net + " " + PHASES.indexOf(m.method());
    }
    double size = Work.of(m).map(Work::flops).orElse(0.0);
    return String.format(
        Locale.ROOT, "1 %02d %s %020.0f", KERNELS.indexOf(m.group()), Names.what(m), size);
  }
}
