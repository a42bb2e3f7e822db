package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.run.Configuration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
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

  /** Where nothing fuses, the peak is of something else, which the tables say. */
  @Test
  void thePeakOfAJvmWithoutMultiplyAddsIsCalledThat() {
    Results without = Results.roofline();
    List<Measurement> told =
        without.list().stream()
            .map(
                m -> {
                  Map<String, String> about = new HashMap<>(m.about());
                  about.put(ResultFile.FMA, "no");
                  return new Measurement(
                      m.benchmark(),
                      m.params(),
                      m.configuration(),
                      m.score(),
                      m.secondary(),
                      m.jvmArgs(),
                      m.jmh(),
                      about);
                })
            .toList();

    assertThat(new Report(told).lines(200))
        .anyMatch(line -> line.matches("products, sums +512 bits .*"))
        .anyMatch(line -> line.contains("this JVM has no multiply-add"));
    assertThat(without.report().lines(200))
        .anyMatch(line -> line.matches("multiply-adds +512 bits .*"))
        .noneMatch(line -> line.contains("this JVM has no"));
  }

  @Test
  void theArgumentsOfTheMeasuredJvmTellIt() {
    Configuration scalar = Configuration.LOOPS;
    for (String flag : List.of("-XX:-UseFMA", "-XX:+UseFMA")) {
      Configuration other =
          new Configuration(
              scalar.name(),
              scalar.label(),
              List.of(scalar.jvmArgs().get(0), "-XX:-UseFMA", flag),
              1);
      Results results = new Results();
      results.add(PeakBenchmark.class, "fma", Map.of(), other, 1e6, 0);

      assertThat(Limits.of(results.list()).fused()).isEqualTo(flag.equals("-XX:+UseFMA"));
    }
  }
}
