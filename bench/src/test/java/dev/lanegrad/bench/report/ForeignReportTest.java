package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** The report of benchmarks that aren't of this suite. */
class ForeignReportTest {
  static final JmhJson[] MANY = {
    JmhJson.of("org.acme.ListBenchmark.get", "thrpt", "ops/ms", 1234.4, 12.3)
        .param("size", "10")
        .param("type", "linked")
        .threads(13)
        .secondary("gc.alloc.rate.norm", "B/op", 48),
    JmhJson.of("org.acme.ListBenchmark.get", "thrpt", "ops/ms", 99.5, Double.NaN)
        .param("size", "1000")
        .param("type", "linked"),
    JmhJson.of("org.acme.ListBenchmark.get", "avgt", "ns/op", 0, 0).forks(0),
    JmhJson.of("org.acme.other.ListBenchmark.get", "ss", "s/op", Double.NaN, Double.NaN)
        .batchSize(100),
    JmhJson.of("org.acme.Outer.Inner.run", "avgt", "s/op", 1.25e-7, 1e-9),
    JmhJson.sampled("org.acme.MapBenchmark.get", "us/op")
  };

  /** Of a wide report, its columns parted by one bar each. */
  private static List<String> lines(JmhJson... results) {
    return new Report(JmhJson.read(results))
        .lines(200).stream().map(line -> line.replaceAll(" {2,}", " | ")).toList();
  }

  @Test
  void everyResultHasARowThatNoOtherCouldBe() {
    assertThat(lines(MANY))
        .contains(
            "benchmark | parameters | mode | threads | forks | samples | score | unit",
            "org.acme.ListBenchmark.get | size=10, type=linked | thrpt | 13 | 1 | 2 | 1,234 ± 12"
                + " | ops/ms",
            "org.acme.ListBenchmark.get | size=1000, type=linked | thrpt | 1 | 1 | 2 | 99.50 ± ?"
                + " | ops/ms",
            "org.acme.ListBenchmark.get | avgt | 1 | 0 | 2 | 0.000 ± 0.000 | ns/op",
            "org.acme.other.ListBenchmark.get | ss, batch of 100 | 1 | 1 | 2 | NaN | s/op",
            "Outer.Inner.run | avgt | 1 | 1 | 2 | 1.250e-07 ± 1.000e-09 | s/op",
            "MapBenchmark.get | sample | 1 | 1 | 8 | 1.625 ± 0.500 | us/op");
  }

  @Test
  void percentilesAndMetricsHaveTablesOfTheirOwn() {
    assertThat(lines(MANY))
        .contains(
            "benchmark | mode | threads | min | p50 | p90 | p99 | p99.9 | max | unit",
            "MapBenchmark.get | sample | 1 | 1.000 | 2.000 | 2.500 | 3.000 | us/op",
            "org.acme.ListBenchmark.get:gc.alloc.rate.norm | size=10, type=linked | thrpt | 13"
                + " | 48.00 ± ? | B/op");
  }

  @Test
  void itSaysHowItWasMeasuredAndNothingOfVectors() {
    assertThat(lines(MANY))
        .contains(
            "JDK | 17.0.8, Test VM",
            "JMH | 1.37, 1 fork, warm-up 3 × 10 s, counted 5 × 1 s;"
                + " 1.37, 0 forks, warm-up 3 × 10 s, counted 5 × 1 s",
            "thrpt: operations in a time, by all threads together; more is better",
            "avgt: the average time of an operation in one thread; less is better")
        .noneMatch(line -> line.contains("vector") || line.contains("lanegrad"));
    assertThat(HtmlReport.of(new Report(JmhJson.read(MANY))))
        .contains("<title>Results of JMH</title>", "avgt, 1 thread, in ns/op", "8 samples")
        .doesNotContain("vector", "lanegrad", "Infinity");
  }

  /** A class of the same name in another package, and of this suite with another parameter. */
  @Test
  void whatOnlyLooksLikeThisSuiteIsForeign() {
    assertThat(
            lines(
                JmhJson.of("org.acme.NetworkBenchmark.step", "thrpt", "ops/s", 5, 1),
                JmhJson.of("org.acme.UnaryBenchmark.apply", "thrpt", "ops/s", 5, 1)
                    .param("n", "many"),
                JmhJson.of("dev.lanegrad.bench.jmh.UnaryBenchmark.apply", "thrpt", "ops/s", 5, 1)
                    .param("n", "many"),
                JmhJson.of("dev.lanegrad.bench.jmh.NetworkBenchmark.step", "thrpt", "ops/s", 5, 1)))
        .filteredOn(line -> line.contains("5.000 ± 1.000"))
        .hasSize(4);
  }

  @Test
  void wideErrorBarsAreWarnedOfInAnyUnit() {
    assertThat(lines(JmhJson.of("org.acme.A.b", "avgt", "ns/op", 5, 4)))
        .anyMatch(
            line -> line.contains("above 80 %") && line.contains("more forks and iterations"));
  }

  /** Sizes of nothing, and none: they would divide by 0, or lie nowhere on an axis. */
  @Test
  void whatWorksOnNothingHasItsRowInThePlainTable() {
    String suite = "dev.lanegrad.bench.jmh.";
    JmhJson[] odd = {
      JmhJson.of(suite + "GemmBenchmark.gemm", "thrpt", "ops/s", 5, 1).param("layout", "NN"),
      JmhJson.of(suite + "GemmBenchmark.gemm", "thrpt", "ops/s", 5, 1).param("shape", "0x0x0"),
      JmhJson.of(suite + "RowBenchmark.softmax", "thrpt", "ops/s", 5, 1)
          .param("n", "5")
          .param("classes", "0"),
      JmhJson.of(suite + "CrossEntropyBenchmark.values", "thrpt", "ops/s", 5, 1)
          .param("rows", "0x0"),
      JmhJson.of(suite + "BandwidthBenchmark.read", "thrpt", "ops/s", 5, 1).param("n", "0"),
      JmhJson.of(suite + "PeakBenchmark.fma", "thrpt", "ops/s", 5, 1)
    };
    assertThat(lines(odd)).filteredOn(line -> line.contains("5.000 ± 1.000")).hasSize(5);
    assertThat(HtmlReport.of(new Report(JmhJson.read(odd)))).doesNotContain("NaN", "Infinity");
  }

  /** On a phone a row is a card, whose title are the cells that name it. */
  @Test
  void noTwoCardsHaveOneTitle() {
    JmhJson[] alike = {
      JmhJson.of("a.B.m", "thrpt", "ops/s", 1, 0.1),
      JmhJson.of("a.B.m", "thrpt", "ops/s", 3, 0.1).threads(4),
      JmhJson.of("a.B.m", "thrpt", "ops/s", 1.1, 0.1),
      JmhJson.of("a.B.m", "avgt", "s/op", 1, 0.1).batchSize(2)
    };
    Report report = new Report(JmhJson.read(alike));

    assertThat(report.lines(30))
        .contains("B.m thrpt 1 thread", "B.m thrpt 4 threads", "B.m (2) thrpt 1 thread")
        .contains("B.m avgt, batch of 2 1 thread");
    assertThat(HtmlReport.of(report))
        .contains("<td class=\"number name\" data-unit=\"thread\">1</td>")
        .contains("<td class=\"number name\" data-unit=\"threads\">4</td>")
        .contains("<td class=\"text name\" data-label=\"benchmark\">B.m (2)</td>");
    assertThat(new Differences(JmhJson.read(alike), JmhJson.read(alike)).lines(30))
        .contains("B.m thrpt 1 thread", "B.m thrpt 4 threads", "B.m (2) thrpt 1 thread");
  }

  @Test
  void thePageIsNamedAfterItsFileAndKnowsNothingOfCaches() {
    String page = HtmlReport.of(new Report(JmhJson.read(MANY), "run <7>.json"));

    assertThat(page)
        .contains("<title>run &lt;7&gt;.json: Results of JMH</title>")
        .contains("<h1>run &lt;7&gt;.json: Results of JMH</h1>")
        .doesNotContain("caches");
  }
}
