package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Differences;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Two stored results side by side. */
@Command(
    name = "compare",
    mixinStandardHelpOptions = true,
    description = "Compares two files of results, benchmark by benchmark.",
    exitCodeListHeading = "Exit codes:%n",
    exitCodeList = {
      "0:no difference beyond the error bars",
      "1:some benchmark differs beyond the error bars",
      "2:wrong arguments or files"
    })
final class CompareCommand implements Callable<Integer> {
  @Parameters(index = "0", paramLabel = "OLD", description = "Written before by --json.")
  private Path old;

  @Parameters(index = "1", paramLabel = "NEW", description = "Written later by --json.")
  private Path now;

  @Option(
      names = "--slower",
      description = "Exit code 1 only where something became slower, not where it became faster.")
  private boolean onlySlower;

  @Spec private CommandSpec command;

  @Override
  public Integer call() {
    Differences differences =
        new Differences(
            StoredResults.read(command.commandLine(), old),
            StoredResults.read(command.commandLine(), now));
    if (differences.common() == 0) {
      throw new ParameterException(
          command.commandLine(),
          old + " and " + now + " have no benchmark in common: compare two runs of one command");
    }
    differences.lines(Terminal.width()).forEach(command.commandLine().getOut()::println);
    command.commandLine().getOut().flush();
    int counts = onlySlower ? differences.slower() : differences.different();
    return counts > 0 ? 1 : 0;
  }
}
