package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Where results go, besides the terminal. */
final class OutputOptions {
  /** Where results go that no option sends elsewhere; set by the Maven build. */
  private static final String DIRECTORY = "lanegrad.bench.results";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results in JMH's format.")
  private Path json;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  /** The file for results in JSON, if there shall be one. */
  Optional<Path> json() {
    if (json == null && System.getProperty(DIRECTORY) != null) {
      return Optional.of(Path.of(System.getProperty(DIRECTORY), command.name() + ".json"));
    }
    return Optional.ofNullable(json);
  }

  /** The command line that was given. */
  String command() {
    List<String> args = command.root().commandLine().getParseResult().originalArgs();
    return command.root().name() + " " + String.join(" ", args);
  }

  /** Holds, before hours of measuring, that the files can be written. */
  void check() {
    json().ifPresent(this::checkWritable);
  }

  private void checkWritable(Path file) {
    boolean existed = Files.exists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (!existed) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ParameterException(
          command.commandLine(),
          "can't write to "
              + file
              + " ("
              + reason(file)
              + "): name a file in a directory of yours");
    }
  }

  private static String reason(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    return directory != null && Files.isDirectory(directory)
        ? "permission denied"
        : "there is no directory " + directory;
  }
}
