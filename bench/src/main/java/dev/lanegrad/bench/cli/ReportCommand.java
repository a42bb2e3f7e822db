package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Measurement;
import dev.lanegrad.bench.report.Report;
import dev.lanegrad.bench.report.ResultFile;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** A stored result once more. */
@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = "Makes the table, the page or the CSV file of a stored result.")
final class ReportCommand implements Callable<Integer> {
  @Parameters(
      paramLabel = "RESULT",
      description = "A file that --json wrote, or any JMH with -rf json.")
  private Path result;

  @Mixin private ViewOptions views;
  @Mixin private ResultsOption kept;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    List<Measurement> results = StoredResults.read(command.commandLine(), result);
    Report report = new Report(results, String.valueOf(result.getFileName()));
    views.check(command.commandLine(), Map.of("RESULT", result));
    kept.check(
        command.commandLine(),
        report::fact,
        "a measurement in a checkout of git writes files that do, with --json FILE");
    PrintWriter out = command.commandLine().getOut();
    report.lines(Terminal.width()).forEach(out::println);
    out.flush();
    boolean written = views.write(report, true);
    return keep(report) && written ? 0 : 1;
  }

  private boolean keep(Report report) {
    try {
      String json = kept.isGiven() ? ResultFile.text(result) : "";
      return kept.write(json, ResultsOption.Forms.of(report), report.isComplete());
    } catch (IOException e) {
      System.err.println("Can't read " + result + " again (" + FileReason.of(result, e) + ")");
      return false;
    }
  }
}
