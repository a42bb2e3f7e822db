package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.Phase;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/** The jobs that measure networks phase by phase. */
public final class PhaseJobs {
  private static final double JVM_START_SECONDS = 1.2;
  private static final double CALL_SECONDS = 2e-6;

  /** Allocation is no part worth mentioning of an operation that lasts as long. */
  private static final double LONG_SECONDS = 0.5;

  /** The check of an answer does about the work of a step in double, and is not warm. */
  private static final double CHECK_STEPS = 1.5;

  /** The check of a captured step comes on top, after the step that it is captured from. */
  private static final double CAPTURED_CHECK_STEPS = 2.5;

  private PhaseJobs() {}

  /**
   * Every phase of every network in every configuration; but the captured step not in scalar loops,
   * and in plain loops not where it takes long: there it takes as long as the step.
   */
  public static List<Job> of(List<Network> networks, List<Configuration> configurations) {
    List<Job> jobs = of(networks, List.of(Phase.values()), configurations);
    jobs.removeIf(
        job ->
            job.benchmark().endsWith("." + Phase.CAPTURED.method())
                && (job.configuration().isKindOf(Configuration.SCALAR)
                    || job.operationSeconds() > LONG_SECONDS));
    return jobs;
  }

  /**
   * Some phases of every network in every configuration.
   *
   * <p>The largest network comes first: if it takes longer than planned, the rest still has time to
   * give. The configurations of a phase follow each other, so that a machine that slows down hits
   * all that are compared.
   */
  public static List<Job> of(
      List<Network> networks, List<Phase> phases, List<Configuration> configurations) {
    List<Network> largestFirst = new ArrayList<>(networks);
    largestFirst.sort(Comparator.comparing((Network n) -> n.flops(Phase.STEP)).reversed());
    List<Job> jobs = new ArrayList<>();
    for (Network network : largestFirst) {
      for (Phase phase : phases) {
        for (Configuration configuration : configurations) {
          jobs.add(job(network, phase, configuration));
        }
      }
    }
    return jobs;
  }

  private static Job job(Network network, Phase phase, Configuration configuration) {
    long flops = network.flops(phase);
    if (phase == Phase.BACKWARD) {
      // Each has its forward pass, though that isn't timed.
      flops += network.flops(Phase.FORWARD);
    }
    double rate = configuration.typicalRate();
    double checks = CHECK_STEPS + (phase == Phase.CAPTURED ? CAPTURED_CHECK_STEPS : 0);
    return new Job(
        network.name() + " " + phase.method() + ", " + configuration.label(),
        NetworkBenchmark.class.getName() + "." + phase.method(),
        Map.of("net", network.name()),
        configuration,
        flops / rate + CALL_SECONDS,
        JVM_START_SECONDS + checks * network.flops(Phase.STEP) / rate);
  }
}
