package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.KernelJobs;
import dev.lanegrad.bench.run.Widths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** What each width of vectors is worth. */
@Command(
    name = "widths",
    mixinStandardHelpOptions = true,
    description =
        "Measures kernels and networks with vectors of 64, 128, 256 and 512 bits, each in a JVM of its"
            + " own, against plain loops with and without auto-vectorization; tells which width is the"
            + " best here, and what to set. --quick: all phases of digits, the step of the other"
            + " networks, some kernels; --full: all phases, every kernel at near sizes. With --only"
            + " no networks, unless --net or --phase asks for them.")
final class WidthsCommand implements Callable<Integer> {
  @Mixin private PhaseOptions networks;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      split = ",",
      converter = Width.class,
      description = "Only these widths, such as 256,512; default all that this CPU has.")
  private List<String> bits = new ArrayList<>();

  @Mixin private ThreadsOption threads;
  @Mixin private OnlyOption only;
  @Mixin private EffortOptions effort;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<Network> nets = chosenNetworks();
    List<String> asked = bits.isEmpty() ? Widths.ALL : bits;
    List<String> widths = asked.stream().distinct().filter(Widths::isAvailable).toList();
    List<String> skipped = Widths.skipped(asked, Widths.widest());
    if (widths.isEmpty()) {
      throw new ParameterException(
          command.commandLine(), "--bits: " + Widths.available() + " work here");
    }
    output.check();
    skipped.forEach(line -> System.err.println("Skipped: " + line));
    List<Configuration> configurations = new ArrayList<>();
    widths.forEach(w -> configurations.add(threads.of(Configuration.vector(w))));
    configurations.add(threads.of(Configuration.LOOPS));
    configurations.add(threads.of(Configuration.SCALAR));
    List<Job> jobs = networks.jobs(nets, configurations);
    if (!effort.isFull() && !networks.isGiven()) {
      jobs.removeIf(job -> !job.benchmark().endsWith(".step") && !job.title().contains("digits"));
    }
    List<Job> ofKernels =
        KernelJobs.of(
            configurations,
            only.or(effort.isFull() ? Selection::isNear : Selection::isRepresentative));
    if (ofKernels.isEmpty()) {
      throw OnlyOption.noMatch(command.commandLine());
    }
    jobs.addAll(ofKernels);
    return new Run(output)
        .about(ResultFile.SKIPPED, String.join("\n", skipped))
        .measure(jobs, effort.pace(jobs));
  }

  /** Where kernels are asked for and no networks, there are none. */
  private List<Network> chosenNetworks() {
    List<Network> nets = networks.networks();
    return only.isGiven() && !networks.isAsked() ? List.of() : nets;
  }

  private static final class Width implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!Widths.ALL.contains(text)) {
        throw new TypeConversionException(
            "'" + text + "' should be some of " + String.join(",", Widths.ALL));
      }
      return text;
    }
  }
}
