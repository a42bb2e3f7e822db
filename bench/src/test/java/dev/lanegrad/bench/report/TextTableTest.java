package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

class TextTableTest {
  private final TextTable table = new TextTable().text("name").text("of").number("value");

  @Test
  void textStandsLeftAndNumbersRight() {
    table.row(List.of("a", "long one", "1"));
    table.row(List.of("bcdef", "x", "1,000,000"));

    assertThat(table.lines(80))
        .containsExactly(
            "name   of            value",
            "a      long one          1",
            "bcdef  x         1,000,000");
  }

  @Test
  void whereItDoesNotFitARowBecomesLines() {
    table.row(List.of("a", "b", "1"));
    table.row(List.of("c", "d", "1,000,000"));

    assertThat(table.lines(12)).containsExactly("a b", "  1 value", "c d", "  1,000,000 value");
  }

  @Test
  void aNameWithoutItsHeaderKeepsItsUnit() {
    TextTable units = new TextTable().unit("bits").text("of").number("value");
    units.row(List.of("64", "networks", "1"));

    assertThat(units.lines(80)).containsExactly("bits  of        value", "64    networks      1");
    assertThat(units.lines(12)).containsExactly("64 bits networks", "  1 value");
  }

  @Test
  void aNumberCanBePartOfTheName() {
    TextTable threads = new TextTable().text("what").count("threads").number("score");
    threads.row(List.of("get", "1", "5"));
    threads.row(List.of("get", "16", "7"));

    assertThat(threads.lines(80))
        .containsExactly("what  threads  score", "get         1      5", "get        16      7");
    assertThat(threads.lines(12))
        .containsExactly("get 1 thread", "  5 score", "get 16 threads", "  7 score");
  }

  @Test
  void itFitsExactly() {
    table.row(List.of("a", "b", "1"));

    assertThat(table.lines(15)).hasSize(2).first().asString().hasSize(15);
    assertThat(table.lines(14)).containsExactly("a b", "  1 value");
  }

  @Test
  void aRowHasACellForEachColumn() {
    assertThatThrownBy(() -> table.row(List.of("a"))).hasMessageContaining("1 cells in 3 columns");
  }
}
