package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.AnswerCheck;
import dev.lanegrad.bench.run.Configuration;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** Runs every benchmark once, for its answer. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Runs every benchmark once, with vectors and both kinds of plain loops, and holds its answer"
            + " against plain loops in double. Measures nothing.")
final class CheckCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = ".*",
      converter = OnlyOption.Regex.class,
      description = "Only benchmarks whose names match.")
  private Pattern only;

  @Override
  public Integer call() throws Exception {
    boolean right = true;
    for (Configuration configuration : Configuration.STANDARD) {
      AnswerCheck.Outcome outcome = AnswerCheck.run(configuration, only.pattern());
      if (outcome.isRight()) {
        System.out.println(
            configuration.label()
                + ": "
                + outcome.benchmarks()
                + " benchmarks gave the right answers");
      } else {
        right = false;
        System.out.println(configuration.label() + ": FAILED: " + outcome.reason());
      }
    }
    return right ? 0 : 1;
  }
}
