package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Soak;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Captured steps for a long time. */
@Command(
    name = "soak",
    mixinStandardHelpOptions = true,
    description =
        "Runs captured training steps for a long time and watches the heap, the loss and the speed.")
final class SoakCommand implements Callable<Integer> {
  @Option(
      names = "--net",
      paramLabel = "NET",
      defaultValue = "article",
      converter = Net.class,
      description = "article, digits, wide, or your own such as 100-50-1:32; default article.")
  private Network network;

  @Option(
      names = "--steps",
      paramLabel = "N",
      defaultValue = "100000000",
      converter = WholeNumber.Steps.class,
      description = "Steps after which it ends; default a hundred million.")
  private int steps;

  @Option(
      names = "--minutes",
      paramLabel = "N",
      defaultValue = "10",
      converter = WholeNumber.Minutes.class,
      description = "Minutes after which it ends in any case; default 10.")
  private int minutes;

  @Override
  public Integer call() throws InterruptedException {
    Soak.Outcome outcome =
        new Soak(network).run(steps, minutes, reading -> System.out.println(reading.text()));
    List<String> problems = outcome.problems();
    problems.forEach(problem -> System.out.println("FAILED: " + problem));
    if (problems.isEmpty()) {
      System.out.println("The heap is flat, the loss finite, the speed steady.");
    }
    return problems.isEmpty() ? 0 : 1;
  }

  private static final class Net implements ITypeConverter<Network> {
    @Override
    public Network convert(String text) {
      try {
        return Network.parse(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    }
  }
}
