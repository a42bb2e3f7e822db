package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.start.FirstSteps;
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
  private final Backend peer;
  private final List<Double> seconds = new ArrayList<>();

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

  private String name() {
    return peer == null ? Names.LANEGRAD : peer.label();
  }

  /** Starts a JVM and waits for its step; returns a line about it. */
  String once(Limits limits) {
    long start = System.nanoTime();
    double[] done = {Double.NaN};
    String[] line = {"no step was done"};
    ChildJvm jvm =
        new ChildJvm(
            text -> {
              line[0] = text;
              if (text.equals(FirstSteps.FIRST)) {
                done[0] = (System.nanoTime() - start) * 1e-9;
              }
            });
    String who = peer == null ? Names.LANEGRAD : peer.name();
    List<String> main = List.of(FirstStep.class.getName(), who, String.valueOf(limits.threads()));
    Optional<String> failure = jvm.run(peer, limits, List.of(), main);
    if (Double.isNaN(done[0])) {
      return name() + ": NOT MEASURED: " + failure.orElse(line[0]);
    }
    add(done[0]);
    return String.format(Locale.ROOT, "%s: %.2f s", name(), done[0]);
  }

  private synchronized void add(double time) {
    seconds.add(time);
  }

  /** Forgets the first starts, which unpack native libraries. */
  synchronized void forget() {
    seconds.clear();
  }

  /** What is known so far. */
  synchronized Started soFar() {
    double[] all = seconds.stream().mapToDouble(s -> s).toArray();
    return new Started(name(), FirstStep.NETWORK, jarBytes(), all);
  }

  /** Bytes of the jars on the class path that the library needs. */
  private long jarBytes() {
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
