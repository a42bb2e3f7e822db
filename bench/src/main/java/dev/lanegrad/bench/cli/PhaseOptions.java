package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.Phase;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.PhaseJobs;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.stream.Stream;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which networks are measured, and in which phases. */
final class PhaseOptions extends NetworkOptions {
  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      split = ",",
      description =
          "Only these of ${COMPLETION-CANDIDATES}; default all, but captured not in scalar loops, nor"
              + " where it takes long in plain loops.",
      completionCandidates = Phases.class,
      converter = Phases.class)
  private List<Phase> phases = new ArrayList<>();

  /** Whether networks are asked for, by their names or by a phase. */
  boolean isAsked() {
    return isGiven() || !phases.isEmpty();
  }

  /** The jobs of the networks in the phases that were asked for. */
  List<Job> jobs(List<Network> networks, List<Configuration> configurations) {
    return phases.isEmpty()
        ? PhaseJobs.of(networks, configurations)
        : PhaseJobs.of(networks, phases.stream().distinct().sorted().toList(), configurations);
  }

  private static final class Phases implements ITypeConverter<Phase>, Iterable<String> {
    @Override
    public Phase convert(String text) {
      return Stream.of(Phase.values())
          .filter(phase -> phase.method().equals(text))
          .findFirst()
          .orElseThrow(
              () ->
                  new TypeConversionException(
                      "'" + text + "' should be one of " + String.join(", ", this)));
    }

    @Override
    public Iterator<String> iterator() {
      return Stream.of(Phase.values()).map(Phase::method).iterator();
    }
  }
}
