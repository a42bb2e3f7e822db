package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class SampleFileTest {
  @Test
  void itIsReadAsAFileOfJmh() {
    SampleFile.Metric time = new SampleFile.Metric("ms/op", new double[] {1, 2, 6});
    SampleFile.Metric heap = new SampleFile.Metric("bytes", new double[] {7});
    String text =
        new SampleFile()
            .add("a.B.c", "ss", Map.of("n", "5"), time, Map.of("heap", heap), Map.of("cpu", "X"))
            .text();

    List<Measurement> read = ResultFile.parse(text);
    assertThat(read).hasSize(1);
    Measurement one = read.get(0);
    assertThat(one.benchmark()).isEqualTo("a.B.c");
    assertThat(one.mode()).isEqualTo("ss");
    assertThat(one.params()).containsExactly(Map.entry("n", "5"));
    assertThat(one.score().value().value()).isEqualTo(3);
    assertThat(one.score().samples()).containsExactly(List.of(1.0, 2.0, 6.0));
    assertThat(one.rate().value()).isCloseTo(1e3 / 3, within(1e-9));
    assertThat(one.secondary().get("heap").value().value()).isEqualTo(7);
    assertThat(one.about("cpu")).isEqualTo("X");
  }
}
