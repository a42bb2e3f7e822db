package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.report.ResultFile;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two widths from end to end, and the stored result again. */
class WidthsCommandTest {
  @Test
  void measuresReportsAndCompares(@TempDir Path dir) throws Exception {
    Path json = dir.resolve("w.json");
    Path html = dir.resolve("w.html");
    Path csv = dir.resolve("w.csv");
    ByteArrayOutputStream printed = new ByteArrayOutputStream();
    PrintStream out = System.out;
    int exitCode;
    System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
    try {
      exitCode =
          LanegradBench.run(
              "widths", "--glance", "--bits", "64,128", "--only", "RELU 2048", "--json", "" + json);
    } finally {
      System.setOut(out);
    }

    assertThat(exitCode).isZero();
    assertThat(printed.toString(StandardCharsets.UTF_8))
        .containsPattern("relu +2,048 +128 ")
        .containsPattern("Set: .*-Dlanegrad.vector.bits=(64|128)");
    assertThat(ResultFile.read(json)).hasSize(4);

    StringWriter again = new StringWriter();
    assertThat(run(again, "report", "" + json, "--html", "" + html, "--csv", "" + csv)).isZero();
    assertThat(again.toString()).containsPattern("relu +2,048 +128 ");
    assertThat(html).content().contains("<svg", "--only 'RELU 2048'");
    assertThat(csv).content().hasLineCount(5);
    assertThat(run(again, "compare", "" + json, "" + json)).isZero();
  }

  private static int run(StringWriter out, String... args) {
    return LanegradBench.commandLine().setOut(new PrintWriter(out)).execute(args);
  }
}
