package dev.lanegrad.bench.peers;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What a library weighs: its jars, and the time from {@code java} to its first finished step. */
final class Start {
  private static final String NETWORK = "article";

  private final Backend peer;
  private final List<Double> seconds = new ArrayList<>();
  private String reason = "";

  private Start(Backend peer) {
    this.peer = peer;
  }

  /** lanegrad and all others. */
  static List<Start> all() {
    List<Start> all = new ArrayList<>();
    all.add(new Start(null));
    Arrays.stream(Backend.values()).map(Start::new).forEach(all::add);
    return all;
  }

  String name() {
    return peer == null ? Networks.EAGER : peer.label();
  }

  /** Starts a JVM and waits for its step. */
  void once(Effort effort, int threads) {
    Task task = new Task(Task.Kind.FIRST_STEP, peer, List.of(NETWORK), threads, effort);
    long start = System.nanoTime();
    double[] done = {Double.NaN};
    String[] absent = {""};
    Optional<String> failure =
        ChildJvm.run(
            task,
            message -> {
              done[0] = (System.nanoTime() - start) * 1e-9;
              if (message.kind() == Message.Kind.ABSENT) {
                absent[0] = message.text();
              }
            });
    add(done[0], failure.orElse(absent[0]));
  }

  private synchronized void add(double time, String why) {
    if (why.isEmpty()) {
      seconds.add(time);
    } else {
      reason = why;
    }
  }

  /** Seconds of all starts so far. */
  synchronized double[] seconds() {
    return seconds.stream().mapToDouble(s -> s).toArray();
  }

  synchronized String last() {
    return seconds.isEmpty()
        ? name() + ": " + reason
        : String.format(Locale.ROOT, "%s: %.2f s", name(), seconds.get(seconds.size() - 1));
  }

  /** Bytes of the jars on the class path that the library needs. */
  long jarBytes() {
    List<String> parts = peer == null ? List.of("lanegrad-engine", "/engine/target/") : peer.jars();
    long sum = 0;
    for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
      String path = entry.replace(File.separatorChar, '/');
      if (parts.stream().anyMatch(path::contains)) {
        sum += bytes(Path.of(entry));
      }
    }
    return sum;
  }

  private static long bytes(Path path) {
    try (var files = Files.walk(path)) {
      return files.filter(Files::isRegularFile).mapToLong(file -> file.toFile().length()).sum();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
