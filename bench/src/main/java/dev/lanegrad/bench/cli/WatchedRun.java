package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.RunLock;
import dev.lanegrad.bench.run.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** A measurement that JMH doesn't make: holds the lock, watches the machine, writes the files. */
final class WatchedRun implements AutoCloseable {
  private final OutputOptions output;
  private final Map<String, String> about;
  private final RunLock lock = RunLock.take();
  private final Trust trust = new Trust(lock.alone());

  /** Begins, with a warning where the machine is busy. */
  WatchedRun(OutputOptions output) {
    this.output = output;
    trust.warningsBefore().forEach(warning -> System.err.println("Warning: " + warning));
    about = Provenance.of(output.command());
  }

  /** Looks at the machine, when nothing is measured. */
  void pause() {
    trust.pause();
  }

  /**
   * Says what speaks against the figures, and writes them to all files that were asked for; returns
   * whether that worked.
   *
   * @param json makes the text of a file of results of what is added to each
   */
  boolean write(Function<Map<String, String>, String> json, boolean complete) {
    List<String> warnings = new ArrayList<>(trust.warnings());
    if (!complete) {
      warnings.add(Report.INCOMPLETE + "not all was measured.");
    }
    Report.warningLines(warnings, Terminal.width()).forEach(System.out::println);
    System.out.flush();
    about.put(ResultFile.WARNINGS, String.join("\n", warnings));
    String text = json.apply(about);
    return output.write(new Report(ResultFile.parse(text)), text, complete);
  }

  @Override
  public void close() {
    lock.close();
  }
}
