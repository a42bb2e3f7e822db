package dev.lanegrad.bench.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which file results are kept, in JMH's format. */
class ResultOptions {
  /** Where results go that no option sends elsewhere; set by the Maven build. */
  private static final String DIRECTORY = "lanegrad.bench.results";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results in JMH's format.")
  private Path json;

  @Spec(Spec.Target.MIXEE)
  CommandSpec command;

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
        + args.stream().map(ResultOptions::quoted).collect(Collectors.joining());
  }

  private static String quoted(String arg) {
    return arg.matches("[\\w./:,=+-]+") ? " " + arg : " '" + arg.replace("'", "'\\''") + "'";
  }

  /** Holds, before hours of measuring, that the files can be written. */
  void check() {
    json().ifPresent(file -> OutputFile.check(command.commandLine(), file));
  }
}
