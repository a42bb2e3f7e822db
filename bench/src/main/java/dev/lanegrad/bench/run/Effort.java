package dev.lanegrad.bench.run;

/**
 * How often and how long a benchmark runs.
 *
 * @param forks JVMs, one after the other
 * @param warmups iterations that are not counted, in each
 * @param vectorWarmups the same for vector kernels, which C2 takes seconds to compile; until then
 *     they are slower than plain loops by one or two orders
 * @param warmupSeconds length of such an iteration; one operation at least
 * @param iterations that are counted, in each
 * @param seconds length of such an iteration; one operation at least
 */
public record Effort(
    int forks,
    int warmups,
    int vectorWarmups,
    double warmupSeconds,
    int iterations,
    double seconds) {
  /** A few minutes for all: many short iterations, for they narrow the error most. */
  public static final Effort QUICK = new Effort(1, 3, 8, 0.5, 10, 0.2);

  /** Half an hour for all; three JVMs, because two compilations of the same code may differ. */
  public static final Effort FULL = new Effort(3, 5, 8, 1, 10, 1);

  /** As short as a number with an error can be, to try things out. */
  public static final Effort GLANCE = new Effort(1, 1, 1, 0.2, 3, 0.05);

  /** A kernel alone is compiled sooner than a network, and each of its calls is like the other. */
  private static final int MOST_WARMUPS_OF_SMALL = 6;

  private static final double SMALL = 0.5;

  private static final int FEWEST_ITERATIONS = 5;
  private static final double SHORTEST = 0.25;

  /**
   * The effort that a job gets.
   *
   * <p>Where one operation outlasts two iterations there are fewer: the first one compiled
   * everything.
   */
  Effort of(Job job) {
    return KernelJobs.isSmall(job.benchmark()) ? small().forJob(job) : forJob(job);
  }

  private Effort small() {
    return new Effort(
        forks,
        warmups,
        Math.min(vectorWarmups, MOST_WARMUPS_OF_SMALL),
        SMALL * warmupSeconds,
        iterations,
        SMALL * seconds);
  }

  private Effort forJob(Job job) {
    int warm = job.configuration().isVector() ? vectorWarmups : warmups;
    boolean slow = job.operationSeconds() > 2 * seconds;
    return new Effort(
        forks,
        slow ? 1 : warm,
        slow ? 1 : warm,
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
    return new Effort(forks, warmups, vectorWarmups, warmupSeconds, iterations, seconds * f);
  }

  /** Seconds that this effort for a job takes before the first counted iteration, in all JVMs. */
  double secondsBefore(Job job) {
    return forks * (job.setupSeconds() + warmups * Math.max(warmupSeconds, job.operationSeconds()));
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
