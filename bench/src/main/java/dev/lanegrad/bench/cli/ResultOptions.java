package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import picocli.CommandLine;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** In which file results are kept, in JMH's format. */
class ResultOptions {
  /** Where results go that no option sends elsewhere; set by the Maven build. */
  private static final String DIRECTORY = "lanegrad.bench.results";

  @Option(names = "--json", paramLabel = "FILE", description = "Write the results in JMH's format.")
  private Path json;

  @Mixin private ResultsOption kept;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  private Optional<OutputFile> results = Optional.empty();
  private PrintStream err;
  private boolean unsaved;

  /** The file for results in JSON, if there shall be one. */
  private Optional<Path> json() {
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

  /** Holds, before hours of measuring, that these files and those of views can be written. */
  void check(ViewOptions views) {
    // While JMH runs, System.err is another one.
    err = System.err;
    CommandLine line = command.commandLine();
    views.check(line, json().map(file -> Map.of("--json", file)).orElse(Map.of()));
    results = json().map(file -> new OutputFile(line, file));
    if (kept.isGiven()) {
      Map<String, String> about = Provenance.of(command());
      kept.check(
          line,
          key -> about.getOrDefault(key, ""),
          "build in a checkout of git by Maven, or use --json FILE");
    }
  }

  /** Keeps the results so far; says so once if that doesn't work. */
  void save(Supplier<String> resultsInJson) {
    if ((results.isPresent() || kept.isGiven()) && !unsaved) {
      try {
        String text = resultsInJson.get();
        if (results.isPresent()) {
          results.get().save(text);
        }
        kept.save(text);
      } catch (IOException e) {
        unsaved = true;
        err.println(
            "Warning: the results so far can't be kept ("
                + FileReason.of(e)
                + "); it is tried again at the end.");
      }
    }
  }

  /** Writes the results where they are wanted; returns whether that worked. */
  boolean write(String resultsInJson, ResultsOption.Forms forms, boolean complete) {
    boolean written =
        results.map(f -> f.write(resultsInJson, "JMH's format", complete)).orElse(true);
    return kept.write(resultsInJson, forms, complete) && written;
  }
}
