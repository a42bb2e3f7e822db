package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Caches;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.KernelJobs;
import dev.lanegrad.bench.run.Widths;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The limits of the machine, and how near kernels and networks come to them. */
@Command(
    name = "roofline",
    mixinStandardHelpOptions = true,
    description =
        "Measures the peak of multiply-adds at each width and the bandwidth of each cache and of the"
            + " memory, and how near kernels and phases of the networks come to their limits. --quick:"
            + " some kernels; --full: all, at all sizes. With --only no networks, unless --net or"
            + " --phase asks for them.")
final class RooflineCommand implements Callable<Integer> {
  @Mixin private PhaseOptions networks;
  @Mixin private KernelOptions kernels;
  @Mixin private OnlyOption only;
  @Mixin private EffortOptions effort;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<Network> chosen = networks.networks();
    List<Network> nets = only.isGiven() && !networks.isAsked() ? List.of() : chosen;
    output.check();
    Caches caches = Caches.ofThisMachine();
    Configuration vectors = kernels.vectors();
    int threads = vectors.threads();
    List<Configuration> peaks =
        Stream.concat(
                Stream.of(Configuration.LOOPS),
                Widths.ALL.stream().filter(Widths::isAvailable).map(Configuration::vector))
            .map(configuration -> configuration.threads(threads))
            .toList();
    List<Job> jobs = new ArrayList<>(KernelJobs.peaks(peaks));
    jobs.addAll(KernelJobs.bandwidths(caches, vectors));
    jobs.addAll(networks.jobs(nets, List.of(vectors)));
    List<Job> ofKernels =
        KernelJobs.of(
            List.of(vectors), only.or(v -> effort.isFull() || Selection.isForRoofline(v)));
    if (ofKernels.isEmpty()) {
      throw OnlyOption.noMatch(command.commandLine());
    }
    jobs.addAll(ofKernels);
    caches.assumption().ifPresent(line -> System.err.println("Warning: " + line));
    return new Run(output).measure(jobs, effort.pace(jobs));
  }
}
