package dev.lanegrad.bench.cli;

import dev.lanegrad.kernel.SettingError;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Stream;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The command that the others hang on. */
@Command(
    name = "lanegrad-bench",
    mixinStandardHelpOptions = true,
    versionProvider = Version.class,
    description = "Measures what the Vector API buys for training dense networks on this machine.",
    synopsisSubcommandLabel = "[COMMAND]",
    subcommands = {
      InfoCommand.class,
      MeasureCommand.class,
      WidthsCommand.class,
      KernelsCommand.class,
      RooflineCommand.class,
      ExplainCommand.class,
      CompareCommand.class,
      ReportCommand.class,
      CheckCommand.class,
      PeersCommand.class,
      StartCommand.class,
      SoakCommand.class,
      ArticleCommand.class,
      JmhCommand.class
    },
    exitCodeListHeading = "Exit codes, of compare see there:%n",
    exitCodeList = {
      "0:all was measured",
      "1:some benchmark failed, or a file could not be written",
      "2:wrong arguments or files",
      "3:all went well, but stdout or stderr could not be written to its end",
      "130:Ctrl-C; what was measured until then is printed and written"
    },
    footer = {"", "Without a command: measure. Every command has --help."})
public final class LanegradBench {
  private LanegradBench() {}

  /** Runs a command line; returns the exit code: 2 where it is wrong, 1 where the run failed. */
  public static int run(String... args) {
    try {
      return commandLine().execute(withCommand(args));
    } catch (SettingError e) {
      // A property of the engine, set for this JVM, too.
      System.err.println("lanegrad-bench: " + e.getMessage());
      return CommandLine.ExitCode.USAGE;
    }
  }

  static CommandLine commandLine() {
    return new CommandLine(new LanegradBench())
        .setCaseInsensitiveEnumValuesAllowed(true)
        // A name of a file may begin with an @, and no other file's words are arguments.
        .setExpandAtFiles(false)
        .setExecutionStrategy(new NoEmptyLists())
        .registerConverter(Path.class, new FileName())
        .setOut(writer(System.out))
        .setErr(writer(System.err))
        .setUsageHelpWidth(Terminal.helpWidth())
        .setParameterExceptionHandler(new OneLineErrors())
        .setExecutionExceptionHandler(new OneLineFailures());
  }

  /** In the charset of the stream, which picocli takes to be that of the terminal. */
  private static PrintWriter writer(PrintStream stream) {
    return new PrintWriter(stream, true, stream.charset());
  }

  /** {@code measure} goes without saying, also before options. */
  static String[] withCommand(String[] args) {
    boolean own =
        args.length > 0 && Arrays.asList("-h", "--help", "-V", "--version").contains(args[0]);
    if (own || args.length > 0 && !args[0].startsWith("-")) {
      return args;
    }
    return Stream.concat(Stream.of("measure"), Stream.of(args)).toArray(String[]::new);
  }
}
