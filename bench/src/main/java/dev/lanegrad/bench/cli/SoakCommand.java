package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.report.SampleFile;
import dev.lanegrad.bench.run.Soak;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.ToDoubleFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
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

  @Mixin private OutputOptions output;

  @Override
  public Integer call() throws InterruptedException {
    output.check();
    try (WatchedRun watch = new WatchedRun(output)) {
      Soak.Outcome outcome =
          new Soak(network).run(steps, minutes, reading -> System.out.println(reading.text()));
      int exitCode = verdict(outcome);
      watch.pause();
      boolean written = watch.write(about -> json(outcome.readings(), about), true);
      return written ? exitCode : 1;
    }
  }

  private static int verdict(Soak.Outcome outcome) {
    List<String> problems = outcome.problems();
    problems.forEach(problem -> System.out.println("FAILED: " + problem));
    if (problems.isEmpty()) {
      System.out.println("The heap is flat, the loss finite, the speed steady.");
    }
    return problems.isEmpty() ? 0 : 1;
  }

  /** The intervals as samples. */
  private String json(List<Soak.Reading> readings, Map<String, String> about) {
    Map<String, SampleFile.Metric> secondary = new LinkedHashMap<>();
    secondary.put("heap", metric("bytes", readings, Soak.Reading::heap));
    secondary.put("loss", metric("loss", readings, Soak.Reading::loss));
    return new SampleFile()
        .add(
            Soak.class.getName() + ".captured",
            "avgt",
            Map.of("net", network.name()),
            metric("us/op", readings, reading -> reading.nanoseconds() * 1e-3),
            secondary,
            about)
        .text();
  }

  private static SampleFile.Metric metric(
      String unit, List<Soak.Reading> readings, ToDoubleFunction<Soak.Reading> of) {
    return new SampleFile.Metric(unit, readings.stream().mapToDouble(of).toArray());
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
