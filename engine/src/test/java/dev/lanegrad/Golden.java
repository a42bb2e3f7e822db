package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/**
 * A line of {@code golden/libtorch-2.13-cpu.txt}: what libtorch computed. {@code golden/README.md}
 * has the recipe of each.
 */
public record Golden(
    String id, String field, String shape, int numel, double sum, double size, float[] values) {

  /** The lines whose id starts so. */
  public static List<Golden> lines(String prefix) {
    try (BufferedReader reader =
        new BufferedReader(
            new InputStreamReader(
                Golden.class.getResourceAsStream("/golden/libtorch-2.13-cpu.txt"),
                StandardCharsets.UTF_8))) {
      return reader.lines().filter(line -> line.startsWith(prefix)).map(Golden::parse).toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Golden parse(String line) {
    String[] parts = line.split("\\|");
    String[] numbers = parts[6].split(",");
    float[] values = new float[numbers.length];
    for (int i = 0; i < numbers.length; i++) {
      values[i] = Float.parseFloat(numbers[i]);
    }
    return new Golden(
        parts[0],
        parts[1],
        parts[2],
        Integer.parseInt(parts[3]),
        Double.parseDouble(parts[4]),
        Double.parseDouble(parts[5]),
        values);
  }

  /** The seed in the id. */
  public long seed() {
    return Long.parseLong(id.replaceFirst(".*seed=(\\d+).*", "$1"));
  }

  /** The sizes of a shape that is written as {@code 2x3}; none for {@code scalar}. */
  public static int[] shape(String text) {
    return text.equals("scalar")
        ? new int[0]
        : Arrays.stream(text.split("x")).mapToInt(Integer::parseInt).toArray();
  }

  /** Holds that a tensor is this one, to a tolerance relative to its largest element. */
  public void check(Tensor actual, double tolerance) {
    check(actual, tolerance, 0);
  }

  /** As {@link #check(Tensor, double)}; a largest element below the given counts as that. */
  public void check(Tensor actual, double tolerance, double atLeast) {
    check(actual.toArray(), tolerance, atLeast);
    if (!shape.equals("scalar") || actual.rank() > 0) {
      assertThat(actual.shape()).as(id + " " + field).isEqualTo(shape(shape));
    }
  }

  /** Holds that values are these, to a tolerance relative to the largest. */
  public void check(float[] actual, double tolerance, double atLeast) {
    String name = id + " " + field;
    assertThat(actual.length).as(name).isEqualTo(numel);
    double largest = atLeast;
    double actualSum = 0;
    double actualSize = 0;
    for (float value : actual) {
      largest = Math.max(largest, Math.abs(value));
      actualSum += value;
      actualSize += Math.abs(value);
    }
    for (int i = 0; i < values.length; i++) {
      assertThat(Math.abs(actual[i] - values[i]))
          .as("%s [%d]: %s, expected %s", name, i, actual[i], values[i])
          .isLessThanOrEqualTo((float) (tolerance * largest));
    }
    if (!field.startsWith("losses")) {
      double all = tolerance * largest * numel;
      assertThat(Math.abs(actualSum - sum)).as(name + " sum").isLessThanOrEqualTo(all);
      assertThat(Math.abs(actualSize - size)).as(name + " size").isLessThanOrEqualTo(all);
    }
  }
}
