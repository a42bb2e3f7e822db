package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.AllocationProfiler;
import dev.lanegrad.bench.jmh.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.ChainedOptionsBuilder;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/**
 * Measures one job after the other, each in JVMs of its own, and keeps the results so far where an
 * interruption finds them.
 */
public final class Session {
  /** Sees how a session goes on. */
  public interface Observer {
    /** A job begins. */
    void begins(Job job);

    /** A job was measured. */
    void finished(Finished finished);

    /** A job could not be measured, for a reason of one line. */
    void failed(Job job, String reason);
  }

  private final Observer observer;
  private final Trust trust;
  private final List<Finished> finished = new ArrayList<>();

  /**
   * A session.
   *
   * @param trust watches the machine between measurements
   */
  public Session(Observer observer, Trust trust) {
    this.observer = observer;
    this.trust = trust;
  }

  /** The results so far; may be asked from any thread. */
  public List<Finished> finished() {
    synchronized (finished) {
      return List.copyOf(finished);
    }
  }

  /**
   * Measures the jobs at a pace.
   *
   * @return whether all of them could be measured, of compiled code
   */
  public boolean run(List<Job> jobs, Pace pace, Interruption interruption) {
    boolean allMeasured = true;
    for (Job job : jobs) {
      Effort effort = pace.next();
      observer.begins(job);
      try (ForkOutput output = new ForkOutput()) {
        try {
          RunResult result = new Runner(options(job, effort).build(), output).runSingle();
          Finished one = new Finished(job, result, kernels(output), unsettled(output, result));
          allMeasured &= one.unsettled().isEmpty();
          synchronized (finished) {
            finished.add(one);
          }
          pace.done();
          observer.finished(one);
        } catch (RunnerException e) {
          interruption.awaitEnd();
          allMeasured = false;
          pace.done();
          observer.failed(job, Failure.reason(output.text() + e.getMessage()));
        }
      }
      trust.pause();
    }
    return allMeasured;
  }

  private static ChainedOptionsBuilder options(Job job, Effort effort) {
    ChainedOptionsBuilder options =
        new OptionsBuilder()
            .include("^" + Pattern.quote(job.benchmark()) + "$")
            .forks(effort.forks())
            .threads(KernelJobs.isLimit(job.benchmark()) ? job.configuration().threads() : 1)
            .warmupIterations(effort.warmups())
            .warmupTime(time(effort.warmupSeconds()))
            .measurementIterations(effort.iterations())
            .measurementTime(time(effort.seconds()))
            .jvmArgsAppend(jvmArgs(job, effort))
            .addProfiler(AllocationProfiler.class)
            .shouldFailOnError(true);
    job.params().forEach(options::param);
    return options;
  }

  private static String[] jvmArgs(Job job, Effort effort) {
    return Stream.concat(
            job.configuration().jvmArgs().stream(),
            Stream.of("-D" + Conditions.SETTLE_PROPERTY + "=" + effort.settleSeconds()))
        .toArray(String[]::new);
  }

  private static TimeValue time(double seconds) {
    return new TimeValue(Math.round(seconds * 1e6), TimeUnit.MICROSECONDS);
  }

  /** The line that every benchmark prints of its kernels. */
  private static String kernels(ForkOutput output) {
    return rest(output, Conditions.KERNELS_LINE).orElse("");
  }

  /** What a JVM said that gave up, or else what the counted iterations allocated. */
  private static String unsettled(ForkOutput output, RunResult result) {
    Result<?> excess = result.getSecondaryResults().get(AllocationProfiler.EXCESS);
    double most = excess == null ? 0 : excess.getStatistics().getMax();
    return rest(output, Conditions.UNSETTLED_LINE)
        .orElse(
            most > 0
                ? String.format(
                    Locale.ROOT,
                    "while it was measured an operation allocated %,.0f bytes more than compiled"
                        + " code does",
                    most)
                : "");
  }

  private static Optional<String> rest(ForkOutput output, String start) {
    return output
        .firstLine(line -> line.startsWith(start))
        .map(line -> line.substring(start.length()));
  }
}
