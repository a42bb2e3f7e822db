package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import picocli.CommandLine.Mixin;

/** Where results go, besides the terminal. */
final class OutputOptions extends ResultOptions {
  @Mixin private ViewOptions views;

  @Override
  void check() {
    super.check();
    views.check(command.commandLine());
  }

  /** Writes a report to all files that were asked for; returns whether that worked. */
  boolean write(Report report, String resultsInJson) {
    boolean written =
        json().map(f -> OutputFile.write(f, resultsInJson, "JMH's format")).orElse(true);
    return views.write(report) && written;
  }
}
