package dev.lanegrad.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.bench.results.ResultIndex.Row;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ResultIndexTest {
  private static Row row(String date, String name) {
    return new Row(new RunId(date, "Some | CPU 1", "0123456"), "25.0.3+9", name);
  }

  @Test
  void aNewIndexHasATitleATableAndTheRow() {
    assertThat(ResultIndex.with(row("2026-11-27", "measure"), ""))
        .startsWith("# Results\n")
        .endsWith(
            "| date | commit | CPU | JDK | run |\n|---|---|---|---|---|\n"
                + "| 2026-11-27 | `0123456` | Some \\| CPU 1 | 25.0.3+9 |"
                + " [measure](2026-11-27-some-1-0123456/measure.md) |\n");
  }

  @Test
  void theNewestComesFirstAndTheSameRunTakesTheOldOnesPlace() {
    String text = "";
    for (String date : new String[] {"2026-11-26", "2026-11-28", "2026-11-27", "2026-11-26"}) {
      text = ResultIndex.with(row(date, "measure"), text);
    }
    text = ResultIndex.with(row("2026-11-27", "widths"), text);

    assertThat(text.lines().filter(line -> line.startsWith("| 2026")))
        .hasSize(4)
        .satisfiesExactly(
            first -> assertThat(first).contains("11-28"),
            second -> assertThat(second).contains("11-27", "[widths]"),
            third -> assertThat(third).contains("11-27", "[measure]"),
            fourth -> assertThat(fourth).contains("11-26"));
  }

  @Test
  void whatStandsAroundTheTableStays() {
    String own =
        "# Ours\n\nbefore\n\n| date | commit | CPU | JDK | run |\n|---|---|---|---|---|\n\nafter\n";
    assertThat(ResultIndex.with(row("2026-11-27", "measure"), own))
        .startsWith("# Ours\n\nbefore\n")
        .contains("|---|---|---|---|---|\n| 2026-11-27 |")
        .endsWith(" |\n\nafter\n");
  }

  @Test
  void theIndexOfThisProjectTakesRows() throws Exception {
    String kept = Files.readString(Path.of("results", ResultIndex.FILE));
    String text = ResultIndex.with(row("2026-11-27", "measure"), kept);

    assertThat(text.lines()).containsAll(kept.lines().toList()).hasSize(lines(kept) + 1);
  }

  private static int lines(String text) {
    return (int) text.lines().count();
  }

  @Test
  void anotherTextIsNoIndex() {
    assertThat(ResultIndex.isIndex("hello")).isFalse();
    assertThatThrownBy(() -> ResultIndex.with(row("2026-11-27", "x"), "hello"))
        .hasMessageContaining("| date | commit |");
  }
}
