package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Unmatched;

/**
 * JMH's own interface.
 *
 * <p>Its options are not this project's to parse: {@link #run} takes them as they are, and the
 * command is here to be listed.
 */
@Command(
    name = "jmh",
    description =
        "JMH's own interface: all that follows are options of JMH (jmh -h lists them). -jvmArgs is"
            + " added to the suite's own heap, collector and threads.")
public final class JmhCommand implements Callable<Integer> {
  public static final String NAME = "jmh";

  @Unmatched private final List<String> args = new ArrayList<>();

  /** Runs JMH, which ends the JVM itself where something is wrong. */
  public static void run(List<String> args) throws IOException {
    JmhArguments arguments = JmhArguments.of(args);
    if (!arguments.kept().isEmpty()) {
      System.err.println(
          "-jvmArgs is added to the suite's own: " + String.join(" ", arguments.kept()));
    }
    arguments
        .resultFile()
        .ifPresent(
            file -> Runtime.getRuntime().addShutdownHook(new Thread(() -> sayIfEmpty(file))));
    org.openjdk.jmh.Main.main(arguments.forJmh().toArray(new String[0]));
  }

  private static void sayIfEmpty(Path file) {
    try {
      if (Files.size(file) == 0) {
        System.err.println(JmhArguments.aboutEmpty(file));
      }
    } catch (IOException e) {
      // There is none.
    }
  }

  @Override
  public Integer call() throws IOException {
    run(args);
    return 0;
  }
}
