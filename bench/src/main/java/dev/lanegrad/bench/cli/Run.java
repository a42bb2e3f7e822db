package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Measurement;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Finished;
import dev.lanegrad.bench.run.Interruption;
import dev.lanegrad.bench.run.Job;
import dev.lanegrad.bench.run.Machine;
import dev.lanegrad.bench.run.Pace;
import dev.lanegrad.bench.run.RunLock;
import dev.lanegrad.bench.run.Session;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** One measurement from the first warning to the last file, interrupted or not. */
final class Run {
  private static final int FAILED = 1;

  private final OutputOptions output;
  private final Function<List<Measurement>, List<String>> table;
  private final PrintStream out = System.out;
  private final PrintStream err = System.err;

  /**
   * A run whose results go to certain places.
   *
   * @param table makes the lines for stdout
   */
  Run(OutputOptions output, Function<List<Measurement>, List<String>> table) {
    this.output = output;
    this.table = table;
  }

  /** Measures and reports; returns the exit code. */
  int measure(List<Job> jobs, Pace pace) {
    try (RunLock lock = RunLock.take()) {
      if (!lock.alone()) {
        err.println(
            "Warning: another measurement runs on this machine at this moment; the figures of both"
                + " are too low.");
      }
      Progress progress = new Progress(err, pace, jobs.size());
      progress.begin();
      Session session = new Session(progress);
      Map<String, String> about = about();
      boolean complete;
      try (Interruption interruption =
          new Interruption(() -> report(session.finished(), about, jobs.size()))) {
        complete = session.run(jobs, pace, interruption);
      }
      boolean written = report(session.finished(), about, jobs.size());
      return complete && written ? 0 : FAILED;
    }
  }

  private Map<String, String> about() {
    Map<String, String> about = new LinkedHashMap<>();
    about.put(ResultFile.CPU, Machine.cpu());
    about.put(ResultFile.JDK, Machine.jdk());
    about.put(ResultFile.VERSION, Version.text());
    about.put(ResultFile.COMMAND, output.command());
    about.put(ResultFile.MEASURED_AT, Instant.now().truncatedTo(ChronoUnit.SECONDS).toString());
    return about;
  }

  /** Prints and writes what there is; returns whether all of it could be written. */
  private boolean report(List<Finished> finished, Map<String, String> about, int jobs) {
    if (finished.isEmpty()) {
      err.println("No results.");
      return true;
    }
    String json = ResultFile.write(finished, about);
    out.println();
    table.apply(ResultFile.parse(json)).forEach(out::println);
    if (finished.size() < jobs) {
      out.printf("%nIncomplete: %d of %d benchmarks were measured.%n", finished.size(), jobs);
    }
    out.flush();
    return output.json().map(file -> write(file, json)).orElse(true);
  }

  private boolean write(Path file, String text) {
    try {
      Files.writeString(file, text);
      err.println("Results in JMH's format: " + file);
      return true;
    } catch (IOException e) {
      err.println("Can't write " + file + ": " + e);
      return false;
    }
  }
}
