package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Report;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Where results go, besides the terminal. */
final class OutputOptions {
  /** Where results go that no option sends elsewhere; set by the Maven build. */
  private static final String DIRECTORY = "lanegrad.bench.results";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results in JMH's format.")
  private Path json;

  @Mixin private ViewOptions views;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The file for results in JSON, if there shall be one. */
  Optional<Path> json() {
    if (json == null && System.getProperty(DIRECTORY) != null) {
      return Optional.of(Path.of(System.getProperty(DIRECTORY), command.name() + ".json"));
    }
    return Optional.ofNullable(json);
  }

  /** The command line that was given, as it could be given again. */
  String command() {
    List<String> args = command.root().commandLine().getParseResult().originalArgs();
    return "java -jar bench/target/lanegrad-bench.jar"
        + args.stream().map(OutputOptions::quoted).collect(Collectors.joining());
  }

  private static String quoted(String arg) {
    return arg.matches("[\\w./:,=+-]+") ? " " + arg : " '" + arg.replace("'", "'\\''") + "'";
  }

  /** Holds, before hours of measuring, that the files can be written. */
  void check() {
    json().ifPresent(file -> OutputFile.check(command.commandLine(), file));
    views.check(command.commandLine());
  }

  /** Writes a report to all files that were asked for; returns whether that worked. */
  boolean write(Report report, String resultsInJson) {
    boolean written =
        json().map(f -> OutputFile.write(f, resultsInJson, "JMH's format")).orElse(true);
    return views.write(report) && written;
  }
}
