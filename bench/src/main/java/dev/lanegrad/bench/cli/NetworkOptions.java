package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.jmh.Network;
import java.util.ArrayList;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Which networks are measured. */
class NetworkOptions {
  @Option(
      names = "--net",
      paramLabel = "NET",
      split = ",",
      description =
          "article, digits, wide, or your own by its widths: 100-50-1; default all three.")
  private List<String> names = new ArrayList<>();

  @Option(
      names = "--batch",
      paramLabel = "N",
      converter = WholeNumber.Batch.class,
      description = "Batch of your own networks; default " + Network.DEFAULT_BATCH + ".")
  private Integer batch;

  @Spec(Spec.Target.MIXEE)
  private CommandSpec command;

  boolean isGiven() {
    return !names.isEmpty();
  }

  List<Network> networks() {
    if (batch != null && names.stream().noneMatch(this::takesBatch)) {
      throw new ParameterException(
          command.commandLine(),
          "--batch is for networks of your own, such as --net 100-50-1 --batch " + batch);
    }
    if (names.isEmpty()) {
      return Network.STANDARD;
    }
    try {
      return names.stream()
          .map(name -> takesBatch(name) && batch != null ? name + ":" + batch : name)
          .distinct()
          .map(Network::parse)
          .toList();
    } catch (IllegalArgumentException e) {
      throw new ParameterException(command.commandLine(), "--net: " + e.getMessage());
    }
  }

  private boolean takesBatch(String name) {
    return !name.contains(":") && Network.STANDARD.stream().noneMatch(n -> n.name().equals(name));
  }
}
