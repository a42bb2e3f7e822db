package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Differences;
import java.nio.file.Path;
import java.util.List;
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
  @Parameters(
      index = "0",
      paramLabel = "OLD",
      description = "Written before by --json, or by any JMH with -rf json.")
  private Path old;

  @Parameters(index = "1", paramLabel = "NEW", description = "The same, written later.")
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
          command.commandLine(), old + " and " + now + " have no " + nothingInCommon(differences));
    }
    differences.lines(Terminal.width()).forEach(command.commandLine().getOut()::println);
    command.commandLine().getOut().flush();
    int counts = onlySlower ? differences.slower() : differences.different();
    return counts > 0 ? 1 : 0;
  }

  private static String nothingInCommon(Differences differences) {
    List<String> impossible = differences.impossible();
    return impossible.isEmpty()
        ? "benchmark in common: compare two runs of one command"
        : "result in common that was measured in the same way: " + impossible.get(0);
  }
}
