package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import java.io.PrintWriter;
import java.nio.file.Path;
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

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Report report = new Report(StoredResults.read(command.commandLine(), result));
    views.check(command.commandLine(), Map.of("RESULT", result));
    PrintWriter out = command.commandLine().getOut();
    report.lines(Terminal.width()).forEach(out::println);
    out.flush();
    return views.write(report, true) ? 0 : 1;
  }
}
