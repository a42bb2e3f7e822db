package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.KernelJobs;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** Every kernel one by one. */
@Command(
    name = "kernels",
    mixinStandardHelpOptions = true,
    description =
        "Measures every kernel alone: ns for an element, GFLOP/s, GB/s, and the share of the peak that"
            + " products reach. --quick: near sizes, vectors and plain loops; with --only those that"
            + " match, also scalar loops, at other sizes where no near one matches. --full: all"
            + " sizes, also scalar loops.")
final class KernelsCommand implements Callable<Integer> {
  @Mixin private KernelOptions kernels;
  @Mixin private OnlyOption only;
  @Mixin private EffortOptions effort;
  @Mixin private OutputOptions output;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<Configuration> configurations =
        effort.isFull() || only.isGiven()
            ? kernels.configurations()
            : kernels.configurations().subList(0, 2);
    Predicate<KernelJobs.Variant> sizes = v -> effort.isFull() || Selection.isNear(v);
    List<Job> measured = KernelJobs.of(configurations, only.or(v -> true).and(sizes));
    if (measured.isEmpty()) {
      // Only at sizes that --quick leaves out, if at all: asked for by its size, it is measured.
      measured = KernelJobs.of(configurations, only.or(v -> true));
    }
    if (measured.isEmpty()) {
      throw OnlyOption.noMatch(command.commandLine());
    }
    output.check();
    List<Job> jobs = new ArrayList<>(KernelJobs.peaks(List.of(kernels.vectors())));
    jobs.addAll(measured);
    return new Run(output).measure(jobs, effort.pace(jobs));
  }
}
