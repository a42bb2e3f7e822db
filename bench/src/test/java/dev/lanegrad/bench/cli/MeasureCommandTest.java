package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.report.Measurement;
import dev.lanegrad.bench.report.ResultFile;
import dev.lanegrad.bench.run.Configuration;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A measurement from end to end, as short as can be. */
class MeasureCommandTest {
  @Test
  void measuresPrintsAndWrites(@TempDir Path dir) throws Exception {
    Path json = dir.resolve("results.json");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    int exitCode;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      exitCode =
          LanegradBench.run(
              "--glance",
              "--net",
              "8-4",
              "--batch",
              "3",
              "--phase",
              "captured",
              "--json",
              "" + json);
    } finally {
      System.setOut(out);
    }

    assertThat(exitCode).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("samples/s +vs plain loops +vs scalar loops")
        .containsPattern("8-4:3 +captured +[0-9,.]+ ± ")
        .containsPattern("kernels +vector, [0-9]+ bits, 1 thread\\R");
    List<Measurement> measurements = ResultFile.read(json);
    assertThat(measurements).hasSize(3);
    for (Configuration configuration : Configuration.STANDARD) {
      assertThat(measurements)
          .allMatch(m -> m.bytesAllocated() >= 0)
          .filteredOn(m -> m.configuration().equals(configuration))
          .hasSize(1)
          .allMatch(m -> m.about().get(ResultFile.KERNELS).contains("1 thread"))
          .allMatch(
              m ->
                  m.about().get(ResultFile.KERNELS).startsWith("vector")
                      == configuration.isVector());
    }
  }
}
