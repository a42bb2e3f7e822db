package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.start.FreshJvm;
import java.io.IOException;
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
          "-XX:+UseG1GC");

  /** As in the JVMs of the other commands; a start is measured as users start. */
  private static final List<String> MEASURED =
      List.of("-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-Dlanegrad.kernels=vector");

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
    return jvm.run(task.peer(), task.limits(), MEASURED, main);
  }

  /**
   * Runs a main class to its end; returns why it failed, if it did.
   *
   * @param peer the library that the JVM is for; null for none in particular
   * @param main the class and its arguments
   */
  Optional<String> run(Backend peer, Limits limits, List<String> jvmArgs, List<String> main) {
    List<String> args = new ArrayList<>(ALL);
    args.addAll(jvmArgs);
    args.addAll(limits.jvmArgs());
    if (peer != null) {
      args.addAll(peer.jvmArgs(limits));
    }
    args.addAll(List.of("-classpath", System.getProperty("java.class.path")));
    args.addAll(main);
    Map<String, String> environment =
        peer == null ? limits.environment() : peer.environment(limits);
    try {
      return FreshJvm.run(args, environment, lines);
    } catch (IOException e) {
      return Optional.of(Reason.of(e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return Optional.of("interrupted");
    }
  }
}
