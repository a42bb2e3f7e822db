package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.Conditions;
import dev.lanegrad.bench.jmh.LoopTimes;
import dev.lanegrad.bench.run.KernelJobs.Variant;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.openjdk.jmh.annotations.Fork;

/** A JVM that times loops as it is asked to, and waits in between. */
final class LoopJvm implements AutoCloseable {
  private final Process jvm;
  private final BufferedReader answers;
  private final BufferedWriter questions;
  private final Thread stop;
  private boolean begun;

  /** Starts it; it is ready when it answers. */
  LoopJvm(Configuration configuration) throws IOException {
    jvm =
        new ProcessBuilder(command(configuration))
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    answers = jvm.inputReader(StandardCharsets.UTF_8);
    questions = jvm.outputWriter(StandardCharsets.UTF_8);
    stop = new Thread(jvm::destroy);
    Runtime.getRuntime().addShutdownHook(stop);
  }

  private static List<String> command(Configuration configuration) {
    List<String> command = new ArrayList<>();
    command.add(String.join(File.separator, System.getProperty("java.home"), "bin", "java"));
    command.addAll(List.of(Conditions.class.getAnnotation(Fork.class).jvmArgsPrepend()));
    command.addAll(configuration.threads(1).jvmArgs());
    command.addAll(List.of("-Xmx512m", "-cp", System.getProperty("java.class.path")));
    command.add(LoopTimes.class.getName());
    return command;
  }

  /** Has it compile and time a loop, and doesn't wait for it: {@link #nanos} has the answer. */
  void begin(Variant variant) throws IOException {
    questions.write(text(variant));
    questions.newLine();
    questions.flush();
    begun = true;
  }

  /** Times a loop shortly, once more if it was timed before; NaN where it fails. */
  double nanos(Variant variant) throws IOException, InterruptedException {
    if (!begun) {
      begin(variant);
    }
    begun = false;
    for (String line = answers.readLine(); line != null; line = answers.readLine()) {
      if (line.startsWith(LoopTimes.LINE)) {
        return Double.parseDouble(line.substring(LoopTimes.LINE.length()));
      }
    }
    jvm.destroy();
    int exitCode = jvm.waitFor();
    throw new IOException(
        "the JVM that timed " + variant.text() + " ended with exit code " + exitCode);
  }

  private static String text(Variant variant) {
    return Stream.concat(
            Stream.of(variant.benchmark()),
            variant.params().entrySet().stream().map(e -> e.getKey() + "=" + e.getValue()))
        .collect(Collectors.joining(" "));
  }

  @Override
  public void close() {
    jvm.destroy();
    try {
      jvm.waitFor();
    } catch (InterruptedException e) {
      // It ends all the same.
      Thread.currentThread().interrupt();
    }
    try {
      Runtime.getRuntime().removeShutdownHook(stop);
    } catch (IllegalStateException e) {
      // This JVM is going down, and stops it too.
    }
  }
}
