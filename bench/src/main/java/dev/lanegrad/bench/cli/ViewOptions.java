package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.CsvReport;
import dev.lanegrad.bench.report.HtmlReport;
import dev.lanegrad.bench.report.Report;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Option;

/** In which files results are shown, besides the terminal. */
final class ViewOptions {
  @Option(names = "--csv", paramLabel = "FILE", description = "Write the results as a CSV file.")
  private Path csv;

  @Option(
      names = "--html",
      paramLabel = "FILE",
      description = "Write the results as one page with pictures, which needs no network.")
  private Path html;

  /** Holds that the files can be written. */
  void check(CommandLine command) {
    Stream.of(csv, html).filter(Objects::nonNull).forEach(file -> OutputFile.check(command, file));
  }

  /** Writes the files; returns whether that worked. */
  boolean write(Report report) {
    return write(() -> CsvReport.of(report.measurements()), () -> HtmlReport.of(report));
  }

  /** Writes those files that were asked for; returns whether that worked. */
  boolean write(Supplier<String> values, Supplier<String> page) {
    boolean written = true;
    if (csv != null) {
      written = OutputFile.write(csv, values.get(), "CSV");
    }
    if (html != null) {
      written &= OutputFile.write(html, page.get(), "a page");
    }
    return written;
  }
}
