package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import org.junit.jupiter.api.Test;

class RooflineSectionTest {
  @Test
  void limitsAreTheFastestIterationsOfPeaksAndOfTheFasterBandwidthOfEachLevel() {
    assertThat(Results.roofline().report().lines(200))
        .anyMatch(l -> l.matches("multiply-adds +single floats +10\\.0 GFLOP/s +10\\.00 ± 0\\.0 %"))
        .anyMatch(l -> l.matches("multiply-adds +512 bits +100\\.0 GFLOP/s +80\\.00 ± 25 %"))
        .anyMatch(l -> l.matches("bandwidth +L1 +200\\.0 GB/s +200 ± 0\\.0 %"))
        .anyMatch(l -> l.matches("bandwidth +memory +10\\.0 GB/s +10\\.00 ± 0\\.0 %"));
  }

  @Test
  void aProductIsHeldAgainstThePeakAndAFunctionAgainstTheMemory() {
    assertThat(Results.roofline().report().lines(200))
        .anyMatch(l -> l.matches("1 +gemm NN +256x256x256 .* 50\\.00 +100 +512 bits +50 %"))
        .anyMatch(l -> l.matches("2 +relu +16,777,216 +0\\.125 +1\\.00 +1\\.25 +memory +80 %"));
  }

  @Test
  void cachesThatTheMachineDoesNotTellAreSaidToBeAssumed() {
    Results unknown = new Results().about(ResultFile.CACHES, "");
    Results.roofline()
        .list()
        .forEach(
            m ->
                unknown.add(
                    BandwidthBenchmark.class, m.method(), m.params(), m.configuration(), 1, 0));

    assertThat(unknown.report().warnings())
        .singleElement()
        .asString()
        .contains("assumed are L1 32 KiB, L2 512 KiB, L3 8 MiB");
    assertThat(unknown.report().lines(200)).contains("caches   unknown");
    assertThat(Results.roofline().report().warnings()).isEmpty();
  }

  @Test
  void oneWordNamesTheUnitOfIntensity() {
    assertThat(HtmlReport.of(Results.roofline().report()))
        .contains("FLOP/byte")
        .doesNotContain("operations per byte", "operations for each byte");
  }
}
