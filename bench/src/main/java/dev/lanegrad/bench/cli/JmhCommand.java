package dev.lanegrad.bench.cli;

import java.io.IOException;
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
    description = "JMH's own interface: all that follows are options of JMH (jmh -h lists them).")
public final class JmhCommand implements Callable<Integer> {
  public static final String NAME = "jmh";

  @Unmatched private final List<String> args = new ArrayList<>();

  /** Runs JMH, which ends the JVM itself where something is wrong. */
  public static void run(List<String> args) throws IOException {
    String[] forJmh = args.stream().map(a -> a.equals("--help") ? "-h" : a).toArray(String[]::new);
    org.openjdk.jmh.Main.main(forJmh);
  }

  @Override
  public Integer call() throws IOException {
    run(args);
    return 0;
  }
}
