package dev.lanegrad.bench.run;

import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;

/**
 * Keeps a run within its time: what is still to be measured is shortened when the time gets short.
 *
 * <p>Also tells how long the rest will take. Both start from the estimates of the {@link Job}s; the
 * rest is corrected by how these have held so far.
 */
public final class Pace {
  /** A job or two that took longer than planned say little of all others. */
  private static final double TRUSTED_SECONDS = 30;

  private final Deque<Job> left;
  private final Effort effort;
  private final double budgetSeconds;
  private final long start = System.nanoTime();
  private long jobStart;
  private double estimatedSoFar;
  private double tookSoFar;

  /** A pace without a limit: {@code budgetSeconds} infinite. */
  public Pace(Collection<Job> jobs, Effort effort, double budgetSeconds) {
    left = new ArrayDeque<>(jobs);
    this.effort = effort;
    this.budgetSeconds = budgetSeconds;
  }

  /** How much effort the next job gets; jobs come in their order. */
  Effort next() {
    jobStart = System.nanoTime();
    Job job = left.element();
    double before = 0;
    double counted = 0;
    for (Job other : left) {
      before += effort.of(other).secondsBefore(other);
      counted += effort.of(other).secondsCounted(other);
    }
    return effort.of(job).shortened((budgetSeconds - elapsed() - before) / counted);
  }

  /** Ends the job that {@link #next} was about. */
  void done() {
    done(since(jobStart));
  }

  void done(double took) {
    tookSoFar += took;
    estimatedSoFar += seconds(left.remove());
  }

  /** How long the rest will take, roughly. */
  public double secondsLeft() {
    return secondsLeft(0);
  }

  /**
   * The same where something else comes first.
   *
   * @param before seconds that it takes, which are part of the answer
   */
  public double secondsLeft(double before) {
    double estimate = left.stream().mapToDouble(this::seconds).sum();
    double correction = (tookSoFar + TRUSTED_SECONDS) / (estimatedSoFar + TRUSTED_SECONDS);
    double least = left.stream().mapToDouble(job -> effort.of(job).leastSeconds(job)).sum();
    double budget = Math.max(budgetSeconds - elapsed() - before, correction * least);
    return before + Math.min(correction * estimate, budget);
  }

  private double seconds(Job job) {
    return effort.of(job).secondsBefore(job) + effort.of(job).secondsCounted(job);
  }

  private double elapsed() {
    return since(start);
  }

  private static double since(long time) {
    return (System.nanoTime() - time) * 1e-9;
  }
}
