package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Finished;
import dev.lanegrad.bench.run.Interruption;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.Pace;
import dev.lanegrad.bench.run.RunLock;
import dev.lanegrad.bench.run.ScalarLoops;
import dev.lanegrad.bench.run.ScalarLoops.Code;
import dev.lanegrad.bench.run.Session;
import dev.lanegrad.bench.run.Trust;
import java.io.IOException;
import java.io.PrintStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** One measurement from the first warning to the last file, interrupted or not. */
final class Run {
  private static final int FAILED = 1;

  private final OutputOptions output;
  private final Map<String, String> more = new LinkedHashMap<>();
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  /** A run whose results go to certain places. */
  Run(OutputOptions output) {
    this.output = output;
  }

  /** Adds to what the results say of where they come from. */
  Run about(String key, String text) {
    more.put(key, text);
    return this;
  }

  /** Measures and reports; returns the exit code. */
  int measure(List<Job> jobs, Pace pace) {
    try (RunLock lock = RunLock.take()) {
      Trust trust = new Trust(lock.alone());
      trust.warningsBefore().forEach(warning -> err.println("Warning: " + warning));
      Progress progress = new Progress(err, pace, jobs.size());
      double most = pace.secondsLeft();
      progress.begin(Math.min(most, ScalarLoops.seconds(jobs)));
      Map<String, String> about = about();
      Session session =
          new Session(new Saving(progress, all -> keep(all, about, trust, jobs.size())), trust);
      boolean complete;
      try (Interruption interruption =
          new Interruption(() -> report(session.finished(), about, trust, jobs.size()))) {
        plainLoops(jobs, about, most, interruption);
        complete = session.run(jobs, pace, interruption);
      }
      boolean written = report(session.finished(), about, trust, jobs.size());
      return complete && written ? 0 : FAILED;
    }
  }

  /** Finds out what "plain loops" means for what is measured, in no more time than that takes. */
  private void plainLoops(
      List<Job> jobs, Map<String, String> about, double mostSeconds, Interruption interruption) {
    double seconds = ScalarLoops.seconds(jobs);
    if (seconds == 0) {
      return;
    }
    err.println(
        "First, in about "
            + Progress.time(Math.min(mostSeconds, seconds))
            + ": of which plain loops does C2 make vectors here?");
    try {
      ScalarLoops.Found found = ScalarLoops.of(jobs, mostSeconds);
      about.put(ResultFile.LOOPS_TRIED, String.join("\n", found.codes().keySet()));
      about.put(ResultFile.LOOPS_SCALAR, String.join("\n", found.all(Code.SCALAR)));
      about.put(ResultFile.LOOPS_UNDECIDED, String.join("\n", found.all(Code.UNDECIDED)));
      if (!found.untried().isEmpty()) {
        err.println("Warning: that isn't known of " + String.join(", ", found.untried()));
      }
    } catch (IOException e) {
      interruption.awaitEnd();
      err.println("Warning: that could not be found out: " + e.getMessage());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private Map<String, String> about() {
    Map<String, String> about = Provenance.of(output.command());
    about.putAll(more);
    return about;
  }

  /** Keeps what there is in the file, for a run that is killed. */
  private void keep(List<Finished> finished, Map<String, String> about, Trust trust, int jobs) {
    output.save(() -> ResultFile.write(finished, about(finished, about, trust, jobs)));
  }

  private static Map<String, String> about(
      List<Finished> finished, Map<String, String> about, Trust trust, int jobs) {
    Map<String, String> all = new LinkedHashMap<>(about);
    List<String> warnings = new ArrayList<>(trust.warnings());
    if (finished.size() < jobs) {
      warnings.add(
          Report.INCOMPLETE + finished.size() + " of " + jobs + " benchmarks were measured.");
    }
    all.put(ResultFile.WARNINGS, String.join("\n", warnings));
    return all;
  }

  /** Prints and writes what there is; returns whether all of it could be written. */
  private boolean report(
      List<Finished> finished, Map<String, String> about, Trust trust, int jobs) {
    if (finished.isEmpty()) {
      err.println("No results.");
      return true;
    }
    String json = ResultFile.write(finished, about(finished, about, trust, jobs));
    Report report = new Report(ResultFile.parse(json));
    out.println();
    report.lines(Terminal.width()).forEach(out::println);
    out.flush();
    return output.write(report, json, finished.size() == jobs);
  }
}
