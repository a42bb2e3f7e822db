package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.start.Starts;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** The time until a program that has just been started learns. */
@Command(
    name = "start",
    mixinStandardHelpOptions = true,
    description =
        "Measures the time from java to the first finished step of article, and of its first 1,000"
            + " steps, in fresh JVMs in turns, with and without an AOT cache; medians.")
final class StartCommand implements Callable<Integer> {
  @Option(
      names = "--runs",
      paramLabel = "N",
      defaultValue = "10",
      converter = WholeNumber.Runs.class,
      description = "JVMs for each line of the table; default 10.")
  private int runs;

  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws IOException, InterruptedException {
    output.check();
    Starts starts = new Starts();
    try (WatchedRun watch = new WatchedRun(output)) {
      boolean complete =
          starts.run(
              runs,
              line -> {
                System.err.println(line);
                watch.pause();
              });
      starts.lines(Terminal.width()).forEach(System.out::println);
      return watch.write(starts::json, complete) && complete ? 0 : 1;
    }
  }
}
