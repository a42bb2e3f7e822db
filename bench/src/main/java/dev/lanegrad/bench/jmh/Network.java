package dev.lanegrad.bench.jmh;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A dense network with ReLU between its layers, and the size of the batch that it learns from.
 *
 * @param name its name on the command line
 * @param widths of the inputs, the hidden layers and the outputs
 * @param batch samples in a batch
 */
public record Network(String name, List<Integer> widths, int batch) {
  /** The three that every measurement covers: overhead, mixed work, and the product alone. */
  public static final List<Network> STANDARD =
      List.of(
          new Network("article", List.of(32, 16, 1), 10),
          new Network("digits", List.of(784, 512, 256, 10), 64),
          new Network("wide", List.of(1024, 1024, 1024, 1024), 256));

  public static final int DEFAULT_BATCH = 64;

  private static final Pattern OWN = Pattern.compile("([0-9]+(?:-[0-9]+)+)(?::([0-9]+))?");

  /** Longer numbers are more than a heap holds, and perhaps more than an int does. */
  private static final int MOST_DIGITS = 7;

  private static final long MOST_PARAMETERS = 20_000_000;
  private static final long MOST_ACTIVATIONS = 5_000_000;

  public Network {
    widths = List.copyOf(widths);
    if (widths.size() < 2 || batch < 1 || widths.stream().anyMatch(w -> w < 1)) {
      throw new IllegalArgumentException(
          "widths and batch must be 1 or more: " + widths + ":" + batch);
    }
  }

  /**
   * A network by its name, {@code digits}, or by its widths and batch, {@code 100-50-1:32}.
   *
   * @throws IllegalArgumentException says in one line what would be right
   */
  public static Network parse(String text) {
    for (Network network : STANDARD) {
      if (network.name.equals(text)) {
        return network;
      }
    }
    Matcher own = OWN.matcher(text);
    if (!own.matches()) {
      throw new IllegalArgumentException(
          "'" + text + "' is no network: give " + names() + ", or widths such as 100-50-1");
    }
    if (Arrays.stream(text.split("[-:]")).anyMatch(number -> number.length() > MOST_DIGITS)) {
      throw tooLarge(text);
    }
    List<Integer> widths = Arrays.stream(own.group(1).split("-")).map(Integer::valueOf).toList();
    int batch = own.group(2) == null ? DEFAULT_BATCH : Integer.parseInt(own.group(2));
    if (widths.contains(0) || batch == 0) {
      throw new IllegalArgumentException("'" + text + "': widths and batch must be 1 or more");
    }
    Network network = new Network(own.group(1) + ":" + batch, widths, batch);
    if (network.parameters() > MOST_PARAMETERS || network.activations() > MOST_ACTIVATIONS) {
      throw tooLarge(text);
    }
    return network;
  }

  private static IllegalArgumentException tooLarge(String text) {
    return new IllegalArgumentException(
        String.format(
            Locale.ROOT,
            "'%s' doesn't fit the heap of the measurement: at most %,d parameters and %,d numbers in"
                + " the batch and its activations",
            text,
            MOST_PARAMETERS,
            MOST_ACTIVATIONS));
  }

  /** The names of the standard networks. */
  public static String names() {
    return STANDARD.stream().map(Network::name).collect(Collectors.joining(", "));
  }

  /** {@code 784-512-256-10, batch 64}. */
  public String shape() {
    return widths.stream().map(String::valueOf).collect(Collectors.joining("-"))
        + ", batch "
        + batch;
  }

  public int layers() {
    return widths.size() - 1;
  }

  /** Weights and biases. */
  public long parameters() {
    long sum = 0;
    for (int l = 0; l < layers(); l++) {
      sum += (widths.get(l) + 1L) * widths.get(l + 1);
    }
    return sum;
  }

  private long activations() {
    return batch * widths.stream().mapToLong(w -> w).sum();
  }

  /**
   * Floating-point operations of a phase on one batch, a fused multiply-add counted as two: those
   * of the products and, in an update, of the parameters.
   */
  public long flops(Phase phase) {
    long forward = 0;
    for (int l = 0; l < layers(); l++) {
      forward += 2L * batch * widths.get(l) * widths.get(l + 1);
    }
    // The inputs of the network need no gradient.
    long backward = 2 * forward - 2L * batch * widths.get(0) * widths.get(1);
    long update = 2 * parameters();
    return switch (phase) {
      case FORWARD -> forward;
      case BACKWARD -> backward;
      case UPDATE -> update;
      case STEP, CAPTURED -> forward + backward + update;
    };
  }
}
