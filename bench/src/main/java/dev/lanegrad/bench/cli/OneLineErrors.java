package dev.lanegrad.bench.cli;

import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one line what is wrong with the arguments, and what would be right. */
final class OneLineErrors implements IParameterExceptionHandler {
  @Override
  public int handleParseException(ParameterException e, String[] args) {
    CommandLine command = e.getCommandLine();
    String message =
        e instanceof UnmatchedArgumentException
            ? unmatched((UnmatchedArgumentException) e)
            : firstLine(e.getMessage()).replaceFirst("^Error: ", "");
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + message + " (help: " + name + " --help)");
    return command.getCommandSpec().exitCodeOnInvalidInput();
  }

  private static String unmatched(UnmatchedArgumentException e) {
    String argument = e.getUnmatched().get(0);
    CommandSpec command = e.getCommandLine().getCommandSpec();
    if (argument.startsWith("-")) {
      String options =
          command.options().stream()
              .filter(option -> !option.hidden())
              .map(OptionSpec::longestName)
              .collect(Collectors.joining(", "));
      return "there is no option " + argument + "; there are " + options;
    }
    return command.subcommands().isEmpty()
        ? "the argument '" + argument + "' is one too many"
        : "there is no command '"
            + argument
            + "'; there are "
            + String.join(", ", command.subcommands().keySet());
  }

  private static String firstLine(String text) {
    return text.lines().findFirst().orElse("wrong arguments");
  }
}
