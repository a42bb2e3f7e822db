package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import picocli.CommandLine.Mixin;

/** Where results go, besides the terminal. */
final class OutputOptions extends ResultOptions {
  @Mixin private ViewOptions views;

  /** Holds, before hours of measuring, that the files can be written. */
  void check() {
    check(views);
  }

  /** Writes a report to all files that were asked for; returns whether that worked. */
  boolean write(Report report, String resultsInJson, boolean complete) {
    boolean written = write(resultsInJson, ResultsOption.Forms.of(report), complete);
    return views.write(report, complete) && written;
  }
}
