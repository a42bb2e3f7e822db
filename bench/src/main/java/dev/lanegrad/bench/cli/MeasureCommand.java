package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Job;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** Networks: forward, backward, update and step, with vectors and with both baselines. */
@Command(
    name = "measure",
    mixinStandardHelpOptions = true,
    description =
        "Measures forward, backward, update and the whole step of networks, with vectors and with"
            + " plain loops with and without auto-vectorization.")
final class MeasureCommand implements Callable<Integer> {
  @Mixin private PhaseOptions networks;
  @Mixin private KernelOptions kernels;
  @Mixin private EffortOptions effort;
  @Mixin private OutputOptions output;

  @Override
  public Integer call() {
    List<Network> nets = networks.networks();
    output.check();
    List<Job> jobs = networks.jobs(nets, kernels.configurations());
    return new Run(output).measure(jobs, effort.pace(jobs));
  }
}
