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

/** Runs a {@link Task} in a JVM of its own, under the same conditions as all others. */
final class ChildJvm {
  private static final List<String> MODULES =
      List.of(
          "--add-modules",
          "jdk.incubator.vector",
          "--enable-native-access=ALL-UNNAMED",
          "--sun-misc-unsafe-memory-access=allow");

  /** As in the JVMs of the other commands. */
  private static final List<String> MEASURED =
      List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC");

  private ChildJvm() {}

  /** Runs it to its end; returns why it failed, if it did. */
  static Optional<String> run(Task task, Consumer<Message> to) {
    try {
      Path log = Files.createTempFile("lanegrad-peers", ".log");
      try {
        return run(task, to, log.toFile());
      } finally {
        Files.delete(log);
      }
    } catch (IOException e) {
      return Optional.of(Messages.oneLine(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }

  private static Optional<String> run(Task task, Consumer<Message> to, File log)
      throws IOException, InterruptedException {
    ProcessBuilder builder = new ProcessBuilder(command(task)).redirectError(log);
    builder.environment().putAll(environment(task));
    Process jvm = builder.start();
    Thread stop = new Thread(jvm::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
    try (BufferedReader lines = jvm.inputReader(StandardCharsets.UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(Messages.PREFIX)) {
          String json = line.substring(Messages.PREFIX.length());
          to.accept(Messages.JSON.readValue(json, Message.class));
        }
      }
    }
    int exitCode = jvm.waitFor();
    Runtime.getRuntime().removeShutdownHook(stop);
    return exitCode == 0
        ? Optional.empty()
        : Optional.of("its JVM ended with exit code " + exitCode + reason(log));
  }

  private static List<String> command(Task task) {
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.addAll(MODULES);
    if (task.kind() != Task.Kind.FIRST_STEP) {
      command.addAll(MEASURED);
    }
    command.add("-Dlanegrad.kernels=vector");
    command.add("-Dlanegrad.threads=" + task.threads());
    if (task.peer() != null) {
      command.addAll(task.peer().jvmArgs(task.threads()));
    }
    command.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    command.addAll(List.of(Child.class.getName(), Messages.JSON.writeValueAsString(task)));
    return command;
  }

  private static Map<String, String> environment(Task task) {
    return task.peer() == null
        ? Backend.threadsOfAll(task.threads())
        : task.peer().environment(task.threads());
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
