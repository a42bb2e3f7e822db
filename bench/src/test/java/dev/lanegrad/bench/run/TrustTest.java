package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TrustTest {
  private static final OtherLoad.Busy QUIET = new OtherLoad.Busy(0.02, 0);

  private static List<String> warnings(
      boolean alone, double before, double slowest, double last, OtherLoad.Busy busy) {
    return Trust.warnings(alone, before, slowest, last, busy, Quota.Throttled.NEVER);
  }

  @Test
  void aQuietMachineIsTrusted() {
    assertThat(warnings(true, 5, 5.1, 5.05, QUIET)).isEmpty();
  }

  @Test
  void aSlowerClockIsSaid() {
    assertThat(warnings(true, 5, 7, 5, QUIET))
        .singleElement()
        .asString()
        .contains("throttled", "5.00 ms before", "7.00 ms during");
  }

  @Test
  void aFasterClockIsSaid() {
    assertThat(warnings(true, 5, 5, 4, QUIET)).singleElement().asString().contains("faster");
  }

  @Test
  void aQuotaThatRanOutIsSaid() {
    assertThat(Trust.warnings(true, 5, 5, 5, QUIET, new Quota.Throttled(12, 0.84)))
        .singleElement()
        .asString()
        .contains("quota", "12 periods", "0.8 s");
  }

  @Test
  void otherProcessesGuestsAndMeasurementsAreSaid() {
    assertThat(warnings(false, 5, 5, 5, new OtherLoad.Busy(1.2, 0.1)))
        .hasSize(3)
        .anyMatch(w -> w.contains("Another measurement"))
        .anyMatch(w -> w.contains("1.2 processors busy"))
        .anyMatch(w -> w.contains("10 %"));
  }

  @Test
  void beforeTheStartTheEndOfABuildIsNoReason() {
    assertThat(Trust.warningsBefore(true, 0.3)).isEmpty();
    assertThat(Trust.warningsBefore(false, 1.2))
        .hasSize(2)
        .anyMatch(w -> w.contains("another measurement"))
        .anyMatch(w -> w.contains("1.2 processors busy"));
  }
}
