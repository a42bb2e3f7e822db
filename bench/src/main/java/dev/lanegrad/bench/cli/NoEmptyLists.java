package dev.lanegrad.bench.cli;

import picocli.CommandLine;
import picocli.CommandLine.IExecutionStrategy;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.RunLast;

/**
 * Runs a command, unless one of its lists was given without anything in it: {@code --net ,} would
 * be as if it weren't there, and measure all there is.
 */
final class NoEmptyLists implements IExecutionStrategy {
  private final IExecutionStrategy run = new RunLast();

  @Override
  public int execute(ParseResult result) {
    for (CommandLine command : result.asCommandLineList()) {
      for (OptionSpec option : command.getParseResult().matchedOptions()) {
        if (!option.splitRegex().isEmpty() && option.stringValues().isEmpty()) {
          throw new ParameterException(
              command,
              option.longestName()
                  + " '"
                  + String.join("", option.originalStringValues())
                  + "' names nothing: give "
                  + option.paramLabel()
                  + ", or leave it out");
        }
      }
    }
    return run.execute(result);
  }
}
