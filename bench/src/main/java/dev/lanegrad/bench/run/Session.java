package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.AllocationProfiler;
import dev.lanegrad.bench.jmh.Conditions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
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
   * @return whether all of them could be measured
   */
  public boolean run(List<Job> jobs, Pace pace, Interruption interruption) {
    boolean allMeasured = true;
    for (Job job : jobs) {
      Effort effort = pace.next();
      try (ForkOutput output = new ForkOutput()) {
        try {
          RunResult result = new Runner(options(job, effort).build(), output).runSingle();
          Finished one = new Finished(job, result, kernels(output));
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
            .jvmArgsAppend(job.configuration().jvmArgs().toArray(new String[0]))
            .addProfiler(AllocationProfiler.class)
            .shouldFailOnError(true);
    job.params().forEach(options::param);
    return options;
  }

  private static TimeValue time(double seconds) {
    return new TimeValue(Math.round(seconds * 1e6), TimeUnit.MICROSECONDS);
  }

  /** The line that every benchmark prints of its kernels. */
  private static String kernels(ForkOutput output) {
    return output
        .firstLine(line -> line.startsWith(Conditions.KERNELS_LINE))
        .map(line -> line.substring(Conditions.KERNELS_LINE.length()))
        .orElse("");
  }
}
