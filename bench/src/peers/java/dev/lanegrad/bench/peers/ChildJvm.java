package dev.lanegrad.bench.peers;

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

/** A JVM of its own for what is measured, under the same conditions as all others. */
final class ChildJvm {
  private static final List<String> ALL =
      List.of(
          "--add-modules",
          "jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow",
          "-XX:+UseG1GC",
          "-Dlanegrad.kernels=vector");

  /** As in the JVMs of the other commands. */
  private static final List<String> MEASURED = List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch");

  private final Consumer<String> lines;

  /**
   * A JVM that will be started.
   *
   * @param lines is given each line of its stdout
   */
  ChildJvm(Consumer<String> lines) {
    this.lines = lines;
  }

  /** Runs a task to its end; returns why it failed, if it did. */
  static Optional<String> run(Task task, Consumer<Message> to) {
    ChildJvm jvm =
        new ChildJvm(
            line -> {
              if (line.startsWith(Messages.PREFIX)) {
                String json = line.substring(Messages.PREFIX.length());
                to.accept(Messages.JSON.readValue(json, Message.class));
              }
            });
    List<String> main = List.of(Child.class.getName(), Messages.JSON.writeValueAsString(task));
    return jvm.run(task.peer(), task.threads(), MEASURED, main);
  }

  /**
   * Runs a main class to its end; returns why it failed, if it did.
   *
   * @param peer the library that the JVM is for; null for none in particular
   * @param main the class and its arguments
   */
  Optional<String> run(Backend peer, int threads, List<String> jvmArgs, List<String> main) {
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.addAll(ALL);
    command.addAll(jvmArgs);
    command.add("-Dlanegrad.threads=" + threads);
    if (peer != null) {
      command.addAll(peer.jvmArgs(threads));
    }
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(main);
    Map<String, String> environment =
        peer == null ? Backend.threadsOfAll(threads) : peer.environment(threads);
    try {
      Path log = Files.createTempFile("lanegrad-peers", ".log");
      try {
        return run(command, environment, log.toFile());
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      return Optional.of(Reason.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private Optional<String> run(List<String> command, Map<String, String> environment, File log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command).redirectError(log);
    builder.environment().putAll(environment);
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
  private static String reason(File log) throws IOException {
    String text = Files.readString(log.toPath(), StandardCharsets.ISO_8859_1);
    return text.lines()
        .filter(line -> line.contains("Exception") || line.contains("rror"))
        .findFirst()
        .map(line -> ": " + line.strip())
        .orElse("");
  }
}
