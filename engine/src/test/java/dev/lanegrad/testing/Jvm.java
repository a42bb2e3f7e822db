package dev.lanegrad.testing;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Runs a class of the tests in a JVM of its own. */
public final class Jvm {
  private static final String[] MODULE = {"--add-modules", "jdk.incubator.vector"};

  private Jvm() {}

  /** What it printed on both streams, run without the module of vectors. */
  public static String runWithoutVectors(Class<?> main, String... options) {
    return run(List.of(), List.of(options), main, List.of());
  }

  /** What it printed on both streams. */
  public static String run(Class<?> main, List<String> options, String... arguments) {
    return run(List.of(MODULE), options, main, List.of(arguments));
  }

  private static String run(
      List<String> module, List<String> options, Class<?> main, List<String> arguments) {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(module);
    command.addAll(options);
    command.addAll(List.of("-cp", System.getProperty("java.class.path"), main.getName()));
    command.addAll(arguments);
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      String output = new String(process.getInputStream().readAllBytes());
      process.waitFor();
      return output;
    } catch (IOException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
