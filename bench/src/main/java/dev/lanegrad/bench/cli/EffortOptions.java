package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.Effort;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.Pace;
import java.util.List;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Option;

/** How long a measurement may take. */
final class EffortOptions {
  /** With the build before it, the run of a fresh clone stays below five minutes. */
  private static final double QUICK_SECONDS = 250;

  @ArgGroup private Choice choice = new Choice();

  private static final class Choice {
    @Option(names = "--quick", description = "A few minutes: the default.")
    private boolean quick;

    @Option(
        names = "--full",
        description =
            "Three JVMs each, longer iterations and more benchmarks: from half an hour up.")
    private boolean full;

    @Option(names = "--glance", description = "Seconds; the figures mean nothing.", hidden = true)
    private boolean glance;
  }

  boolean isFull() {
    return choice.full;
  }

  Pace pace(List<Job> jobs) {
    if (choice.full) {
      return new Pace(jobs, Effort.FULL, Double.POSITIVE_INFINITY);
    }
    return choice.glance
        ? new Pace(jobs, Effort.GLANCE, Double.POSITIVE_INFINITY)
        : new Pace(jobs, Effort.QUICK, QUICK_SECONDS);
  }
}
