package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.CsvReport;
import dev.lanegrad.bench.report.HtmlReport;
import dev.lanegrad.bench.report.Report;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
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

  private Optional<OutputFile> values = Optional.empty();
  private Optional<OutputFile> page = Optional.empty();

  /**
   * Holds that the files can be written, and that none is another file of the command.
   *
   * @param others by the options that name them
   */
  void check(CommandLine command, Map<String, Path> others) {
    Map<String, Path> all = new LinkedHashMap<>(others);
    Optional.ofNullable(csv).ifPresent(file -> all.put("--csv", file));
    Optional.ofNullable(html).ifPresent(file -> all.put("--html", file));
    OutputFile.checkDistinct(command, all);
    values = Optional.ofNullable(csv).map(file -> new OutputFile(command, file));
    page = Optional.ofNullable(html).map(file -> new OutputFile(command, file));
  }

  /** Writes the files; returns whether that worked. */
  boolean write(Report report, boolean complete) {
    return write(() -> CsvReport.of(report.measurements()), () -> HtmlReport.of(report), complete);
  }

  /** Writes those files that were asked for; returns whether that worked. */
  boolean write(Supplier<String> csvText, Supplier<String> htmlText, boolean complete) {
    boolean written = values.map(f -> f.write(csvText.get(), "CSV", complete)).orElse(true);
    return page.map(f -> f.write(htmlText.get(), "a page", complete)).orElse(true) && written;
  }
}
