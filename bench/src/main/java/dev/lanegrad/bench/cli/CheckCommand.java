package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.AnswerCheck;
import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.ScalarLoops;
import dev.lanegrad.bench.run.ScalarLoops.Code;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Runs every benchmark once, for its answer. */
@Command(
    name = "check",
    mixinStandardHelpOptions = true,
    description =
        "Runs every benchmark once, with vectors and both kinds of plain loops, and holds its answer"
            + " against plain loops in double; then finds out of which plain loops C2 makes"
            + " vectors.")
final class CheckCommand implements Callable<Integer> {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      defaultValue = ".*",
      converter = OnlyOption.Regex.class,
      description = "Only benchmarks whose names match.")
  private Pattern only;

  @Spec private CommandSpec command;

  @Override
  public Integer call() throws Exception {
    if (!AnswerCheck.matches(only.pattern())) {
      throw new ParameterException(
          command.commandLine(),
          "--only matches no benchmark; one is dev.lanegrad.bench.jmh.GemmBenchmark.gemm");
    }
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
    loops(ScalarLoops.of(variant -> only.matcher(variant.benchmark()).find()));
    return right ? 0 : 1;
  }

  private static void loops(ScalarLoops.Found found) {
    if (!found.codes().isEmpty()) {
      System.out.printf(
          "C2 makes vectors of %d of %d plain loops, and leaves scalar: %s%n",
          found.all(Code.VECTORS).size(), found.codes().size(), names(found.all(Code.SCALAR)));
      if (!found.all(Code.UNDECIDED).isEmpty()) {
        System.out.println(
            "In between, of several loops or too near to tell: "
                + names(found.all(Code.UNDECIDED)));
      }
    }
    if (!found.untried().isEmpty()) {
      System.out.println("Could not be timed: " + names(found.untried()));
    }
  }

  private static String names(Set<String> kernels) {
    return kernels.isEmpty() ? "none" : String.join(", ", kernels);
  }
}
