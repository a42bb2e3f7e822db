package dev.lanegrad.bench.run;

/**
 * How often and how long a benchmark runs.
 *
 * @param forks JVMs, one after the other
 * @param settleSeconds the most that a JVM takes until its code is compiled; see {@link
 *     dev.lanegrad.bench.jmh.Settling}
 * @param warmups iterations that are not counted, in each, after that
 * @param warmupSeconds length of such an iteration; one operation at least
 * @param iterations that are counted, in each
 * @param seconds length of such an iteration; one operation at least
 */
public record Effort(
    int forks,
    int settleSeconds,
    int warmups,
    double warmupSeconds,
    int iterations,
    double seconds) {
  /** A few minutes for all: many short iterations, for they narrow the error most. */
  public static final Effort QUICK = new Effort(1, 20, 3, 0.2, 10, 0.2);

  /** Half an hour for all; three JVMs, because two compilations of the same code may differ. */
  public static final Effort FULL = new Effort(3, 60, 5, 0.5, 10, 1);

  /** As short as a number with an error can be, to try things out. */
  public static final Effort GLANCE = new Effort(1, 20, 1, 0.1, 3, 0.05);

  /** Each call of a kernel alone is like the other. */
  private static final double SMALL = 0.5;

  /** How long it typically takes until code is compiled on a quiet machine, to plan by. */
  private static final double LOOPS_SETTLE_SECONDS = 0.8;

  private static final double VECTORS_SETTLE_SECONDS = 1.5;

  /** An operation that is as long is done once to settle, once more at most. */
  private static final double MOST_SETTLE_OPERATIONS = 1.5;

  private static final int FEWEST_ITERATIONS = 5;
  private static final double SHORTEST = 0.25;

  /**
   * The effort that a job gets.
   *
   * <p>Where one operation outlasts two iterations there are fewer, and no warm-up: what came
   * before compiled everything.
   */
  Effort of(Job job) {
    return KernelJobs.isSmall(job.benchmark()) ? small().forJob(job) : forJob(job);
  }

  private Effort small() {
    return new Effort(
        forks, settleSeconds, warmups, SMALL * warmupSeconds, iterations, SMALL * seconds);
  }

  private Effort forJob(Job job) {
    boolean slow = job.operationSeconds() > 2 * seconds;
    return new Effort(
        forks,
        settleSeconds,
        slow ? 0 : warmups,
        warmupSeconds,
        slow ? Math.min(iterations, FEWEST_ITERATIONS) : iterations,
        seconds);
  }

  /**
   * The same with the counted iterations shortened by a factor, but to no less than a quarter.
   * Their number stays, for the error depends on it most, and so does the warm-up.
   */
  Effort shortened(double factor) {
    double f = Math.max(SHORTEST, Math.min(1, factor));
    return new Effort(forks, settleSeconds, warmups, warmupSeconds, iterations, seconds * f);
  }

  /** Seconds that this effort for a job takes before the first counted iteration, in all JVMs. */
  double secondsBefore(Job job) {
    return forks
        * (job.setupSeconds()
            + settle(job)
            + warmups * Math.max(warmupSeconds, job.operationSeconds()));
  }

  private static double settle(Job job) {
    double typical = job.configuration().isVector() ? VECTORS_SETTLE_SECONDS : LOOPS_SETTLE_SECONDS;
    return Math.max(typical, MOST_SETTLE_OPERATIONS * job.operationSeconds());
  }

  /** Seconds that a job takes at least, however short the time is. */
  double leastSeconds(Job job) {
    return secondsBefore(job) + shortened(0).secondsCounted(job);
  }

  /** Seconds of the counted iterations, in all JVMs. */
  double secondsCounted(Job job) {
    return forks * iterations * Math.max(seconds, job.operationSeconds());
  }
}
