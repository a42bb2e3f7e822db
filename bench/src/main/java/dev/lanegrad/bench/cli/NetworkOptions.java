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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** Which networks are measured. */
final class NetworkOptions {
  @Option(
      names = "--net",
      paramLabel = "NET",
      split = ",",
      description =
          "article, digits, wide, or your own by its widths: 100-50-1; default all three.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = WholeNumber.Batch.class,
      description = "Batch of your own networks; default " + Network.DEFAULT_BATCH + ".")
  private Integer batch;

  @Option(
      names = "--phase",
      paramLabel = "PHASE",
      split = ",",
      description = "Only these of ${COMPLETION-CANDIDATES}; default all.",
      completionCandidates = Phases.class,
      converter = Phases.class)
  private List<Phase> phases = new ArrayList<>();

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The jobs of the networks in the phases that were asked for. */
  List<Job> jobs(List<Network> networks, List<Configuration> configurations) {
    List<Job> jobs = new ArrayList<>(PhaseJobs.of(networks, configurations));
    jobs.removeIf(
        job ->
            !phases.isEmpty()
                && phases.stream().noneMatch(p -> job.benchmark().endsWith("." + p.method())));
    return jobs;
  }

  boolean isGiven() {
    return !names.isEmpty();
  }

  List<Network> networks() {
    if (batch != null && names.stream().noneMatch(this::takesBatch)) {
      throw new ParameterException(
          command.commandLine(),
          "--batch is for networks of your own, such as --net 100-50-1 --batch " + batch);
    }
    if (names.isEmpty()) {
      return Network.STANDARD;
    }
    try {
      return names.stream()
          .map(name -> takesBatch(name) && batch != null ? name + ":" + batch : name)
          .distinct()
          .map(Network::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--net: " + e.getMessage());
    }
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

  private boolean takesBatch(String name) {
    return !name.contains(":") && Network.STANDARD.stream().noneMatch(n -> n.name().equals(name));
  }
}
