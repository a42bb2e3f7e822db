package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import picocli.CommandLine;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.ParseResult;

/**
 * Says in one line which file or process could not be used. Any other exception is a bug, and comes
 * with its stack trace.
 */
final class OneLineFailures implements IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(Exception e, CommandLine command, ParseResult args)
      throws Exception {
    Exception cause = e instanceof UncheckedIOException unchecked ? unchecked.getCause() : e;
    if (!(cause instanceof IOException failure)) {
      throw e;
    }
    String name = command.getCommandSpec().qualifiedName();
    command.getErr().println(name + ": " + FileReason.of(failure));
    return command.getCommandSpec().exitCodeOnExecutionException();
  }
}
