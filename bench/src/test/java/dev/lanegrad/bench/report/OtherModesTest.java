package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.AllocationProfiler;
import dev.lanegrad.bench.jmh.BandwidthBenchmark;
import dev.lanegrad.bench.jmh.NetworkBenchmark;
import dev.lanegrad.bench.jmh.PeakBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.results.format.ResultFormatFactory;
import org.openjdk.jmh.results.format.ResultFormatType;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** This suite's benchmarks in other modes and units than its commands measure. */
class OtherModesTest {
  private static final String STEP = NetworkBenchmark.class.getName() + ".step";
  private static final String FORWARD = NetworkBenchmark.class.getName() + ".forward";
  private static final String APPLY = UnaryBenchmark.class.getName() + ".apply";

  /** Of a wide report, its columns parted by one bar each. */
  private static List<String> lines(List<Measurement> measurements) {
    return new Report(measurements)
        .lines(200).stream().map(line -> line.replaceAll(" {2,}", " | ")).toList();
  }

  private static JmhJson ours(String benchmark, String mode, String unit, double score) {
    JmhJson result = JmhJson.of(benchmark, mode, unit, score, score / 10);
    return (benchmark.equals(APPLY)
            ? result.param("op", "RELU").param("n", "1000")
            : result.param("net", "digits"))
        .jvmArgs("-Dlanegrad.threads=1");
  }

  /** A batch of digits has 64 samples. */
  @ParameterizedTest
  @CsvSource({
    "thrpt, ops/ms, 2, 1, 1, '128,000 ± 10 %', 'thrpt in ops/ms, 1 thread'",
    "avgt, us/op, 500, 1, 1, '128,000 ± 10 %', 'avgt in us/op, 1 thread'",
    "avgt, us/op, 500, 4, 1, '512,000 ± 10 %', 'avgt in us/op, 4 threads'",
    "sample, ms/op, 0.5, 1, 1, '128,000 ± 10 %', 'sample in ms/op, 1 thread'",
    "ss, s/op, 0.5, 1, 1000, '128,000 ± 10 %', 'ss, batch of 1000 in s/op, 1 thread'",
  })
  void itsTablesGiveRatesAndSayWhatTheyComeFrom(
      String mode, String unit, double score, int threads, int batch, String rate, String way) {
    List<String> lines =
        lines(JmhJson.read(ours(STEP, mode, unit, score).threads(threads).batchSize(batch)));

    assertThat(lines).contains("digits | step | " + rate + " | - | - | -");
    assertThat(lines)
        .anyMatch(
            line ->
                line.startsWith("measured by JMH as " + way + "; rates are of all its threads"));
  }

  @Test
  void aKernelInNanosecondsHasItsTimeOfAnElement() {
    assertThat(lines(JmhJson.read(ours(APPLY, "avgt", "ns/op", 250))))
        .contains("relu | 1,000 | 0.2500 ± 10.0 % | 32.00 | - | -");
  }

  @Test
  void oneModeAndNumberOfThreadsIsInItsTablesAndTheOthersBelow() {
    List<String> lines =
        lines(
            JmhJson.read(
                ours(STEP, "thrpt", "ops/s", 2000),
                ours(FORWARD, "thrpt", "ops/s", 4000),
                ours(STEP, "avgt", "us/op", 500),
                ours(STEP, "thrpt", "ops/s", 3000).threads(2),
                ours(STEP, "thrpt", "ops/s", 2100)));

    assertThat(lines)
        .contains(
            "digits | step | 128,000 ± 10 % | - | - | -",
            "digits | forward | 256,000 ± 10 % | - | - | -",
            "Other scores",
            "NetworkBenchmark.step | net=digits | vectors | avgt | 1 | 1 | 2 | 500.0 ± 50.0 | us/op",
            "NetworkBenchmark.step | net=digits | vectors | thrpt | 2 | 1 | 2 | 3,000 ± 300 | ops/s",
            "NetworkBenchmark.step | net=digits | vectors | thrpt | 1 | 1 | 2 | 2,100 ± 210"
                + " | ops/s");
  }

  /** As {@code roofline --threads 2} measures. */
  @Test
  void limitsOfMoreThreadsStandBesideWorkOfOne() {
    JmhJson peak = JmhJson.of(PeakBenchmark.class.getName() + ".fma", "thrpt", "ops/s", 5e6, 5e4);
    JmhJson read = JmhJson.of(BandwidthBenchmark.class.getName() + ".read", "thrpt", "ops/s", 5, 0);
    peak.threads(2).jvmArgs("-Dlanegrad.threads=2");
    read.threads(2).jvmArgs("-Dlanegrad.threads=2").param("n", "2048");

    assertThat(lines(JmhJson.read(peak, read, ours(APPLY, "thrpt", "ops/s", 5))))
        .anyMatch(line -> line.startsWith("multiply-adds | "))
        .anyMatch(line -> line.startsWith("bandwidth | "))
        .anyMatch(line -> line.contains("| relu | 1,000 |"))
        .doesNotContain("Other scores")
        .noneMatch(line -> line.contains("measured by JMH as"));
  }

  /** The tables compare vectors with loops, and have no row for loops alone. */
  @Test
  void loopsAloneAndScoresOf0AreShownToo() {
    JmhJson loops = JmhJson.of(STEP, "thrpt", "ops/s", 2000, 200).param("net", "digits");
    loops.jvmArgs("-Dlanegrad.kernels=scalar");

    assertThat(lines(JmhJson.read(loops, ours(FORWARD, "thrpt", "ops/s", 0))))
        .contains(
            "NetworkBenchmark.step | net=digits | plain loops | thrpt | 1 | 1 | 2 | 2,000 ± 200"
                + " | ops/s",
            "NetworkBenchmark.forward | net=digits | vectors | thrpt | 1 | 1 | 2 | 0.000 ± 0.000"
                + " | ops/s")
        .noneMatch(line -> line.contains("Infinity"));
  }

  /** As {@code jmh -bm all} and {@code -bm avgt -tu us -t 2} write them, in this JVM. */
  @Test
  void whatJmhItselfWritesIsComplete() throws Exception {
    System.setProperty("jmh.ignoreLock", "true");
    List<RunResult> results = new ArrayList<>(run(TimeUnit.SECONDS, 1, Mode.All));
    results.addAll(run(TimeUnit.MICROSECONDS, 2, Mode.AverageTime));
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (PrintStream out = new PrintStream(bytes, false, StandardCharsets.UTF_8)) {
      ResultFormatFactory.getInstance(ResultFormatType.JSON, out).writeOut(results);
    }
    List<Measurement> measurements = ResultFile.parse(bytes.toString(StandardCharsets.UTF_8));

    assertThat(measurements)
        .extracting(m -> Labels.way(m))
        .containsExactlyInAnyOrder(
            "thrpt in ops/s, 1 thread",
            "avgt in s/op, 1 thread",
            "sample in s/op, 1 thread",
            "ss in s/op, 1 thread",
            "avgt in us/op, 2 threads");
    assertThat(measurements)
        .allMatch(m -> m.rate().value() > 0 && m.score().count() > 0)
        .allMatch(
            m ->
                m.secondary()
                    .keySet()
                    .equals(Set.of(AllocationProfiler.RESULT, AllocationProfiler.EXCESS)));
    assertThat(lines(measurements))
        .filteredOn(line -> line.matches("(relu|UnaryBenchmark.apply[^|]*) \\| .*"))
        .as("a row of the suite, other scores, percentiles, allocation beside other scores")
        .hasSize(1 + 4 + 1 + 4);
  }

  private static Collection<RunResult> run(TimeUnit unit, int threads, Mode mode) throws Exception {
    return new Runner(
            new OptionsBuilder()
                .include(APPLY.replace(".", "\\."))
                .param("op", "RELU")
                .param("n", "16")
                .mode(mode)
                .timeUnit(unit)
                .threads(threads)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(2)
                .measurementTime(TimeValue.milliseconds(20))
                .addProfiler(AllocationProfiler.class)
                .verbosity(VerboseMode.SILENT)
                .build())
        .run();
  }
}
