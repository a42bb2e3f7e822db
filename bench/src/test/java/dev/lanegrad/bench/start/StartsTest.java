package dev.lanegrad.bench.start;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.report.ResultFile;
import java.util.Map;
import org.junit.jupiter.api.Test;

class StartsTest {
  @Test
  void everyWayToStartIsMeasured() throws Exception {
    Starts starts = new Starts();
    boolean complete = starts.run(1, line -> {});
    assertThat(starts.lines(200)).hasSize(7);
    assertThat(complete).as(String.join("\n", starts.lines(200))).isTrue();
    assertThat(String.join("\n", starts.lines(200)))
        .containsPattern("unset +no +[0-9]+ ms +[0-9]+ ms")
        .containsPattern("scalar +yes +[0-9]+ ms +[0-9]+ ms");
    assertThat(ResultFile.parse(starts.json(Map.of("cpu", "X"))))
        .hasSize(12)
        .allMatch(m -> m.score().value().value() > 0 && m.about("cpu").equals("X"));
  }
}
