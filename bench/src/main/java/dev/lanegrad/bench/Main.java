package dev.lanegrad.bench;

import dev.lanegrad.bench.cli.JmhCommand;
import dev.lanegrad.bench.cli.LanegradBench;
import dev.lanegrad.bench.cli.StandardStreams;
import java.io.IOException;
import java.util.Arrays;

/** Starts the command line. */
public final class Main {

  private Main() {}

  public static void main(String[] args) throws IOException {
    if (args.length > 0 && args[0].equals(JmhCommand.NAME)) {
      JmhCommand.run(Arrays.asList(args).subList(1, args.length));
      System.exit(StandardStreams.exitCode(0));
    } else {
      StandardStreams.spellOut();
      System.exit(StandardStreams.exitCode(LanegradBench.run(args)));
    }
  }
}
