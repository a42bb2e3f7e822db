package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Estimate;
import dev.lanegrad.bench.run.Finished;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.Pace;
import dev.lanegrad.bench.run.Session;
import java.io.PrintStream;
import java.util.Locale;
import org.openjdk.jmh.results.Result;

/**
 * Tells on stderr how far a run is: a line for each benchmark, begun with it and ended with what
 * came out, so that it reads well in a file.
 */
final class Progress implements Session.Observer {
  private final PrintStream err;
  private final Pace pace;
  private final int jobs;
  private int done;

  Progress(PrintStream err, Pace pace, int jobs) {
    this.err = err;
    this.pace = pace;
    this.jobs = jobs;
  }

  /**
   * Says what is going to happen.
   *
   * @param secondsBefore that something takes before the first benchmark
   */
  void begin(double secondsBefore) {
    err.printf(
        Locale.ROOT,
        "Measures %d benchmarks, about %s. Ctrl-C ends it and keeps the results so far.%n",
        jobs,
        time(pace.secondsLeft(secondsBefore)));
  }

  @Override
  public void begins(Job job) {
    done++;
    int digits = String.valueOf(jobs).length();
    err.printf(Locale.ROOT, "[%" + digits + "d/%d] %s: ", done, jobs, job.title());
    err.flush();
  }

  @Override
  public void finished(Finished finished) {
    Result<?> score = finished.result().getPrimaryResult();
    Estimate rate = new Estimate(score.getScore(), score.getScoreError());
    end(
        finished.unsettled().isEmpty()
            ? rate.asCount() + " " + score.getScoreUnit()
            : "no figure: " + finished.unsettled());
  }

  @Override
  public void failed(Job job, String reason) {
    end("FAILED: " + reason);
  }

  private void end(String what) {
    String left = done < jobs ? ", " + time(pace.secondsLeft()) + " left" : "";
    err.printf(Locale.ROOT, "%s%s%n", what, left);
  }

  /** {@code 3:05} or {@code 1:02:03}. */
  static String time(double seconds) {
    long s = Math.round(seconds);
    return s < 3600
        ? String.format(Locale.ROOT, "%d:%02d", s / 60, s % 60)
        : String.format(Locale.ROOT, "%d:%02d:%02d", s / 3600, s / 60 % 60, s % 60);
  }
}
