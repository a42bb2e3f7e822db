package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class WrapTest {
  @Test
  void whatFitsStays() {
    assertThat(Wrap.lines("as it is", 80, 2)).containsExactly("as it is");
  }

  @Test
  void longLinesBreakAtSpacesAndHang() {
    assertThat(Wrap.lines("CPU      a long name of a processor", 24, 9))
        .containsExactly("CPU      a long name of", "         a processor");
  }

  @Test
  void aLongWordStandsOver() {
    assertThat(Wrap.lines("see /a/very/long/path/to/some/file here", 20, 2))
        .containsExactly("see", "  /a/very/long/path/to/some/file", "  here");
  }
}
