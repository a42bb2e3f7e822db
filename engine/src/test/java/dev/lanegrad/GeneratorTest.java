package dev.lanegrad;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The generator draws PyTorch's numbers: rand and randperm exactly, randn within 2 ulp. */
class GeneratorTest {
  @Test
  void everyGoldenLine() {
    List<Golden> lines = Golden.lines("rng/");
    int checked = 0;
    for (Golden line : lines) {
      Generator generator = new Generator(line.seed());
      float[] actual = draw(generator, line.field());
      int ulps = line.field().matches(".*randn\\(\\d+\\)") ? 2 : 0;
      assertThat(actual).as(line.toString()).hasSize(line.numel());
      for (int i = 0; i < line.values().length; i++) {
        float expected = line.values()[i];
        assertThat(Math.abs(actual[i] - expected))
            .as("%s %s [%d] %s, expected %s", line.id(), line.field(), i, actual[i], expected)
            .isLessThanOrEqualTo(ulps * Math.ulp(expected));
      }
      checkSums(line, actual);
      checked++;
    }
    assertThat(checked).isEqualTo(280);
  }

  /** The sums hold the elements that the line doesn't list, up to a few last places. */
  private static void checkSums(Golden line, float[] actual) {
    double sum = 0;
    double size = 0;
    for (float value : actual) {
      sum += value;
      size += Math.abs(value);
    }
    assertThat(Math.abs(sum - line.sum())).as(line.toString()).isLessThanOrEqualTo(1e-6);
    assertThat(Math.abs(size - line.size())).as(line.toString()).isLessThanOrEqualTo(1e-6);
  }

  private static float[] draw(Generator generator, String field) {
    float[] last = {};
    for (String call : field.replace("after ", "").split(",|: ")) {
      int n = Integer.parseInt(call.replaceAll("\\D", ""));
      if (call.startsWith("randperm")) {
        int[] order = generator.randperm(n);
        last = new float[n];
        for (int i = 0; i < n; i++) {
          last[i] = order[i];
        }
      } else if (call.startsWith("randn")) {
        last = generator.randn(n).toArray();
      } else {
        last = generator.rand(n).toArray();
      }
    }
    return last;
  }

  @Test
  void manualSeedSeedsTheDefault() {
    Generator.manualSeed(5);
    float[] first = Tensor.randn(20).toArray();
    Generator.manualSeed(5);
    assertThat(Tensor.randn(20).toArray()).isEqualTo(first);
    assertThat(Tensor.randn(new Generator(5), 20).toArray()).isEqualTo(first);
  }

  @Test
  void seedForgetsTheSecondNormal() {
    Generator generator = new Generator(3);
    float first = generator.randn(1).item();
    generator.seed(3);
    assertThat(generator.randn(1).item()).isEqualTo(first);
  }

  @Test
  void uniformLiesInItsRange() {
    float[] x = new Generator(1).uniform(-0.25f, 0.5f, 1000).toArray();
    for (float value : x) {
      assertThat(value).isBetween(-0.25f, 0.5f);
    }
  }

  @Test
  void emptyDrawsTakeNothing() {
    Generator generator = new Generator(9);
    assertThat(generator.randn(0).numel()).isZero();
    assertThat(generator.randperm(0)).isEmpty();
    assertThat(generator.rand(3).toArray()).isEqualTo(new Generator(9).rand(3).toArray());
    assertThatThrownBy(() -> generator.randperm(-1)).hasMessageContaining("non-negative");
  }
}
