package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.run.Configuration;
import java.util.List;
import org.junit.jupiter.api.Test;

class WidthSectionTest {
  @Test
  void everyWidthStandsAgainstBothBaselinesAndItsLanes() {
    List<String> lines = Results.widths(0.01).report().lines(200);

    assertThat(lines)
        .anyMatch(l -> l.matches("256 +networks +8\\.00 ± 0\\.11 +16\\.0 ± 0\\.2 +200 %"))
        .anyMatch(l -> l.matches("64 +kernels +2\\.00 ± 0\\.03 +4\\.00 ± 0\\.06 +200 %"))
        .anyMatch(l -> l.matches("digits step +256 +8\\.00 .* best"))
        .anyMatch(l -> l.matches("relu +2,048 +128 +4\\.00 ± 0\\.06 +8\\.00 ± 0\\.11 +200 %"));
  }

  @Test
  void theVerdictNamesTheWidthAndTheProperty() {
    assertThat(Results.widths(0.01).report().lines(200))
        .contains("Set: -Dlanegrad.vector.bits=256")
        .anyMatch(l -> l.startsWith("Best here: 256 bits, 2.00 ± 0.03 times the speed of 128"));
  }

  @Test
  void whatTheJvmPrefersNeedsNoProperty() {
    Results results = new Results().about(ResultFile.PREFERRED, "256");
    Results.widths(0.01).list().forEach(m -> copy(results, m));

    assertThat(results.report().lines(200))
        .anyMatch(l -> l.startsWith("Set: nothing, the JVM prefers 256 bits by itself"));
  }

  @Test
  void errorBarsWiderThanTheDifferenceAreSaid() {
    assertThat(Results.widths(0.9).report().lines(200))
        .anyMatch(l -> l.startsWith("Best here: 256 or 128 bits") && l.contains("not told apart"))
        .anyMatch(l -> l.matches("digits step +128 .* ~ !"));
  }

  @Test
  void plainLoopsThatAreFasterThanAllVectorsAreSaid() {
    Results results =
        new Results()
            .phase("step", Configuration.LOOPS, 100, 1)
            .phase("step", Configuration.vector("64"), 10, 0.1)
            .phase("step", Configuration.vector("128"), 20, 0.1);

    assertThat(results.report().lines(200))
        .anyMatch(l -> l.startsWith("Set: -Dlanegrad.kernels=scalar rather"));
  }

  @Test
  void skippedWidthsAreNamed() {
    Results results = new Results().about(ResultFile.SKIPPED, "512 bits: there are none");
    Results.widths(0.01).list().forEach(m -> copy(results, m));

    assertThat(results.report().lines(200)).contains("Skipped: 512 bits: there are none");
  }

  private static void copy(Results results, Measurement m) {
    Class<?> benchmark = Names.isPhase(m) ? NetworkBenchmark.class : UnaryBenchmark.class;
    Estimate rate = m.rate();
    results.add(benchmark, m.method(), m.params(), m.configuration(), rate.value(), rate.error());
  }
}
