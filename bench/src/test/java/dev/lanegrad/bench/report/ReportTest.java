package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.bench.run.Configuration;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A stored result file, and the table that it makes. */
class ReportTest {
  private static List<Measurement> stored() throws Exception {
    return ResultFile.read(Path.of(ReportTest.class.getResource("small.json").toURI()));
  }

  @Test
  void samplesAndSpeedupsWithTheirErrors() throws Exception {
    List<String> lines = new Report(stored()).lines(80);

    assertThat(lines)
        .startsWith(
            "network  phase          samples/s  vs plain loops  vs scalar loops  bytes/op",
            "article  forward  123,456 ± 2.0 %     2.00 ± 0.04         8.00 ± ?     1,960",
            "article  step      10,000 ± 1.0 %               -                -         -",
            "8-4:3    step        6.00 ± 5.0 %               -                -         -");
  }

  @Test
  void belowStandsWhereItWasMeasured() throws Exception {
    assertThat(new Report(stored()).lines(80))
        .contains(
            "article  32-16-1, batch 10",
            "8-4:3    8-4, batch 3",
            "CPU      Test CPU (2 processors)",
            "JDK      25, Test VM",
            "kernels  vector, 256 bits, 1 thread");
  }

  /** That of a machine that doesn't tell them; where no machine is known, nothing is. */
  @Test
  void unknownCachesAreOnlySaidOfAKnownMachine() {
    Results known = new Results().about(ResultFile.CACHES, "");
    known.phase("step", Configuration.VECTOR, 1, 0.1);
    Results unknown = new Results().about(ResultFile.CACHES, "").about(ResultFile.CPU, "");
    unknown.phase("step", Configuration.VECTOR, 1, 0.1);

    assertThat(known.report().lines(80)).anyMatch(line -> line.matches("caches +unknown"));
    assertThat(unknown.report().lines(80)).noneMatch(line -> line.startsWith("caches"));
    assertThat(new Report(unknown.list(), "r.json").title()).isEqualTo("r.json: lanegrad");
    assertThat(new Report(known.list(), "r.json").title()).startsWith("lanegrad on Test");
  }

  @Test
  void noLineIsLongerThanATerminal() throws Exception {
    assertThat(new Report(stored()).lines(80)).allMatch(line -> line.length() <= 80);
    assertThat(new Report(stored()).lines(40)).allMatch(line -> line.length() <= 40);
    assertThat(new Report(stored()).lines(40))
        .startsWith(
            "article forward", "  123,456 ± 2.0 % samples/s", "  2.00 ± 0.04 vs plain loops");
  }

  @Test
  void wideErrorBarsAreWarnedOf() {
    assertThat(Results.widths(0.01).report().warnings()).isEmpty();
    assertThat(Results.widths(0.4).report().warnings())
        .singleElement()
        .asString()
        .contains("above 40 %");
  }

  @Test
  void anotherFileIsRefusedWithTheReason(@TempDir Path dir) throws IOException {
    Path text = Files.writeString(dir.resolve("a.json"), "not json");
    Path object = Files.writeString(dir.resolve("b.json"), "{}");
    Path other = Files.writeString(dir.resolve("c.json"), "[{\"benchmark\": \"x\"}]");

    assertThatThrownBy(() -> ResultFile.read(text)).hasMessageContaining("isn't a result file of");
    assertThatThrownBy(() -> ResultFile.read(object)).hasMessageContaining("an array was expected");
    assertThatThrownBy(() -> ResultFile.read(other))
        .hasMessageContaining("no member primaryMetric");
  }
}
