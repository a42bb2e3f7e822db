package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasurementTest {
  private static final String GET = "org.acme.ListBenchmark.get";

  @ParameterizedTest
  @CsvSource({
    "thrpt, ops/s, 1, 1, 4",
    "thrpt, ops/ms, 1, 1, 4e3",
    "thrpt, ops/us, 1, 1, 4e6",
    "thrpt, ops/ns, 1, 1, 4e9",
    "thrpt, ops/min, 1, 1, 0.0666666666667",
    "thrpt, ops/hr, 1, 1, 0.00111111111111",
    "thrpt, ops/day, 1, 1, 0.0000462962962963",
    "thrpt, ops/s, 8, 1, 4",
    "thrpt, ops/s, 1, 10, 40",
    "avgt, s/op, 1, 1, 0.25",
    "avgt, ms/op, 1, 1, 250",
    "avgt, us/op, 1, 1, 250e3",
    "avgt, ns/op, 1, 1, 250e6",
    "avgt, ns/op, 8, 1, 2e9",
    "sample, min/op, 1, 1, 0.00416666666667",
    "ss, ms/op, 1, 100, 25e3",
  })
  void aRateIsOfAllCallsOfAllThreads(
      String mode, String unit, int threads, int batchSize, double rate) {
    JmhJson result = JmhJson.of(GET, mode, unit, 4, 0.4).threads(threads).batchSize(batchSize);
    Measurement m = JmhJson.readOne(result);

    assertThat(m.rate().value()).isCloseTo(rate, withinPercentage(1e-9));
    assertThat(m.rate().relativeError()).isCloseTo(0.1, withinPercentage(1e-9));
    assertThat(m.samples().get(0).get(0)).isCloseTo(rate, withinPercentage(1e-9));
    assertThat(m.isRate()).isEqualTo(mode.equals("thrpt"));
  }

  @ParameterizedTest
  @CsvSource({"thrpt, MB/s, true", "avgt, B/op, false", "ss, ops, false", "thrpt, ops/x, true"})
  void anotherUnitHasNoRateAndTheDirectionOfItsMode(String mode, String unit, boolean isRate) {
    Measurement m = JmhJson.readOne(JmhJson.of(GET, mode, unit, 4, 0.4));

    assertThat(m.rate().value()).isNaN();
    assertThat(m.isRate()).isEqualTo(isRate);
  }

  @Test
  void bitsAreThoseThatRanOrElseThoseThatWereAskedFor() {
    String benchmark = "dev.lanegrad.bench.jmh.UnaryBenchmark.apply";
    JmhJson vectors = JmhJson.of(benchmark, "avgt", "ns/op", 1, 0);
    vectors.jvmArgs("-Dlanegrad.kernels=vector", "-Dlanegrad.vector.bits=256");
    JmhJson loops = JmhJson.of(benchmark, "avgt", "ns/op", 1, 0);
    loops.jvmArgs("-Dlanegrad.kernels=scalar");

    assertThat(JmhJson.readOne(vectors).bits()).isEqualTo(256);
    assertThat(JmhJson.readOne(loops).bits()).isZero();
  }

  @Test
  void theProfilerOfJmhTellsTheAllocationWhereOursDidNotRun() {
    JmhJson result = JmhJson.of(GET, "avgt", "ns/op", 1, 0);

    assertThat(JmhJson.readOne(result).bytesAllocated()).isNaN();
    result.secondary("\u00B7gc.alloc.rate.norm", "B/op", 48);
    assertThat(JmhJson.readOne(result).bytesAllocated()).isEqualTo(48);
    result.secondary("allocated.norm", "B/op", 16);
    assertThat(JmhJson.readOne(result).bytesAllocated()).isEqualTo(16);
  }
}
