package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.Configuration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DifferencesTest {
  private static Differences compare(double old, double oldError, double now, double nowError) {
    return new Differences(
        new Results().phase("step", Configuration.LOOPS, old, oldError).list(),
        new Results().phase("step", Configuration.LOOPS, now, nowError).list());
  }

  @ParameterizedTest
  @CsvSource({
    "100, 5, 111, 5, FASTER, 1, 0",
    "100, 5, 109, 5, same, 0, 0",
    "100, 5, 89, 5, SLOWER, 1, 1",
    "100, NaN, 50, 5, ? no error bars, 0, 0",
  })
  void twoDifferWhereTheirErrorBarsDoNotOverlap(
      double old,
      double oldError,
      double now,
      double nowError,
      String verdict,
      int different,
      int slower) {
    Differences differences = compare(old, oldError, now, nowError);

    assertThat(differences.common()).isEqualTo(1);
    assertThat(differences.different()).isEqualTo(different);
    assertThat(differences.slower()).isEqualTo(slower);
    assertThat(differences.lines(100).get(1)).startsWith("digits step").endsWith(verdict);
  }

  @Test
  void anotherConfigurationIsAnotherBenchmark() {
    Differences differences =
        new Differences(
            new Results().phase("step", Configuration.LOOPS, 1, 0).list(),
            new Results().phase("step", Configuration.SCALAR, 1, 0).list());

    assertThat(differences.common()).isZero();
    assertThat(differences.lines(100)).contains("1 only in the old file", "1 only in the new file");
  }

  @Test
  void anotherMachineIsSaid() {
    Differences differences =
        new Differences(
            new Results().about("cpu", "A").phase("step", Configuration.LOOPS, 1, 0).list(),
            new Results().about("cpu", "B").phase("step", Configuration.LOOPS, 1, 0).list());

    assertThat(differences.lines(100)).contains("The cpu differs: A before, B now");
  }
}
