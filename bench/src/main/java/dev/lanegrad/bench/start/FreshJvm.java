package dev.lanegrad.bench.start;

import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/** A JVM, of the JDK that runs this one, that lives for one task. It ends when this one does. */
public final class FreshJvm {
  /** Variables that set libraries of mathematics: the caller's may be those of other work. */
  private static final Pattern OF_OTHERS =
      Pattern.compile("(OPENBLAS|MKL|OMP|KMP|ONEDNN|DNNL|ATEN)_.*");

  private FreshJvm() {}

  /**
   * Runs a main class to its end; returns why it failed, if it did.
   *
   * @param args options, the class and its arguments
   * @param environment is added to this one's, less what sets libraries of mathematics there
   * @param lines is given each line of stdout, as it comes
   */
  public static Optional<String> run(
      List<String> args, Map<String, String> environment, Consumer<String> lines)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.addAll(args);
    Path log = Files.createTempFile("lanegrad", ".log");
    try {
      ProcessBuilder builder = new ProcessBuilder(command).redirectError(log.toFile());
      adapt(builder.environment(), environment);
      return run(builder, log, lines);
    } finally {
      Files.delete(log);
    }
  }

  static void adapt(Map<String, String> environment, Map<String, String> added) {
    environment.keySet().removeIf(name -> OF_OTHERS.matcher(name).matches());
    environment.putAll(added);
  }

  private static Optional<String> run(ProcessBuilder builder, Path log, Consumer<String> lines)
      throws IOException, InterruptedException {
    Process jvm = builder.start();
    Thread stop = new Thread(jvm::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
    try (BufferedReader out = jvm.inputReader(StandardCharsets.UTF_8)) {
      out.lines().forEach(lines);
    }
    int exitCode = jvm.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    return exitCode == 0
        ? Optional.empty()
        : Optional.of("its JVM ended with exit code " + exitCode + reason(log));
  }

  /** The first line of what it printed that looks like a reason. */
  private static String reason(Path log) throws IOException {
    String text = Files.readString(log, StandardCharsets.ISO_8859_1);
    return text.lines()
        .filter(line -> line.contains("Exception") || line.contains("rror"))
        .findFirst()
        .map(line -> ": " + line.strip())
        .orElse("");
  }
}
