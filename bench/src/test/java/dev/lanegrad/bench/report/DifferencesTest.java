package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.Configuration;
import java.util.List;
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
    "100, 150, 100, 150, ? unclear, 0, 0",
    "100, 15, 20, 70, ? unclear, 0, 0",
    "NaN, NaN, 50, 5, ? no score, 0, 0",
    "100, 5, 0, 0, SLOWER, 1, 1",
    "0, 0, 100, 5, FASTER, 1, 0",
    "0, 0, 0, 0, same, 0, 0",
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
    assertThat(differences.lines(100))
        .containsSubsequence(
            "1 only in the old file:",
            "  digits step, plain loops, thrpt in ops/s, 1 thread",
            "1 only in the new file:",
            "  digits step, scalar loops, thrpt in ops/s, 1 thread");
  }

  @Test
  void anotherMachineIsSaid() {
    Differences differences =
        new Differences(
            new Results().about("cpu", "A").phase("step", Configuration.LOOPS, 1, 0).list(),
            new Results().about("cpu", "B").phase("step", Configuration.LOOPS, 1, 0).list());

    assertThat(differences.lines(100)).contains("The cpu differs: A before, B now");
  }

  private static final String GET = "org.acme.ListBenchmark.get";

  private static List<String> rows(Differences differences) {
    return differences.lines(200).stream().map(line -> line.replaceAll(" {2,}", " | ")).toList();
  }

  @ParameterizedTest
  @CsvSource({
    "thrpt, ops/s, 100, ops/s, 50, 0.50, SLOWER",
    "thrpt, ops/s, 100, ops/ms, 0.05, 0.50, SLOWER",
    "avgt, ns/op, 100, ns/op, 50, 2.00, FASTER",
    "avgt, ns/op, 100, us/op, 0.2, 0.50, SLOWER",
    "sample, ms/op, 100, s/op, 0.05, 2.00, FASTER",
    "ss, s/op, 1, min/op, 1, 0.0167, SLOWER",
    "thrpt, MB/s, 100, MB/s, 50, 0.50, SLOWER",
    "avgt, B/op, 100, B/op, 50, 2.00, FASTER",
  })
  void aModeSaysInWhichDirectionItIsBetter(
      String mode,
      String oldUnit,
      double old,
      String newUnit,
      double now,
      String ratio,
      String verdict) {
    Differences differences =
        new Differences(
            JmhJson.read(JmhJson.of(GET, mode, oldUnit, old, old / 1000)),
            JmhJson.read(JmhJson.of(GET, mode, newUnit, now, now / 1000)));

    assertThat(differences.different()).isEqualTo(1);
    assertThat(differences.slower()).isEqualTo(verdict.equals("SLOWER") ? 1 : 0);
    assertThat(rows(differences).get(1))
        .startsWith("ListBenchmark.get | " + mode + " | 1 | ")
        .containsPattern(oldUnit + " \\| .*" + newUnit + " \\| " + ratio + " ± .* \\| " + verdict);
  }

  @Test
  void threadsModesAndParametersTellResultsApart() {
    JmhJson[] old = {
      JmhJson.of(GET, "thrpt", "ops/s", 100, 1),
      JmhJson.of(GET, "thrpt", "ops/s", 400, 1).threads(4),
      JmhJson.of(GET, "avgt", "ns/op", 100, 1),
      JmhJson.of(GET, "ss", "ns/op", 100, 1).batchSize(10),
      JmhJson.of(GET, "ss", "ns/op", 50, 1),
      JmhJson.of(GET, "thrpt", "ops/s", 7, 0.1).param("size", "10").param("a", "b"),
      JmhJson.of(GET, "thrpt", "ops/s", 8, 0.1).param("size", "20").param("a", "b")
    };
    JmhJson[] now = old.clone();
    now[1] = JmhJson.of(GET, "thrpt", "ops/s", 80, 1).threads(4);
    now[5] = JmhJson.of(GET, "thrpt", "ops/s", 7, 0.1).param("a", "b").param("size", "10");

    Differences differences = new Differences(JmhJson.read(old), JmhJson.read(now));

    assertThat(differences.common()).isEqualTo(7);
    assertThat(differences.slower()).isEqualTo(1);
    assertThat(differences.different()).isEqualTo(1);
    assertThat(rows(differences))
        .contains(
            "ListBenchmark.get | thrpt | 4 | 400.0 ops/s | 80.00 ops/s | 0.20 ± 0.00 | SLOWER",
            "ListBenchmark.get | ss, batch of 10 | 1 | 100.0 ns/op | 100.0 ns/op | 1.00 ± 0.01"
                + " | same",
            "ListBenchmark.get | a=b, size=10 | thrpt | 1 | 7.000 ops/s | 7.000 ops/s"
                + " | 1.00 ± 0.02 | same");
  }

  /** Each with its own where both files have both, else with another one. */
  @Test
  void whatThreadsOfKernelsAreWorthIsCompared() {
    String benchmark = "dev.lanegrad.bench.jmh.UnaryBenchmark.apply";
    JmhJson one = JmhJson.of(benchmark, "thrpt", "ops/s", 10, 0.1).jvmArgs("-Dlanegrad.threads=1");
    JmhJson two = JmhJson.of(benchmark, "thrpt", "ops/s", 19, 0.1).jvmArgs("-Dlanegrad.threads=2");

    assertThat(new Differences(JmhJson.read(one), JmhJson.read(two)).lines(200))
        .contains("The number of the kernels' threads differs: 1 before, 2 now")
        .element(1)
        .asString()
        .contains("vectors, 2 threads")
        .endsWith("1.90 ± 0.02  FASTER");
    Differences both = new Differences(JmhJson.read(one, two), JmhJson.read(two, one));
    assertThat(both.common()).isEqualTo(2);
    assertThat(both.different()).isZero();
  }

  @Test
  void whatCannotBeComparedIsSaid() {
    Differences differences =
        new Differences(
            JmhJson.read(
                JmhJson.of(GET, "thrpt", "ops/s", 100, 1),
                JmhJson.of("org.acme.A.b", "thrpt", "ops/s", 100, 1),
                JmhJson.of("org.acme.A.c", "thrpt", "MB/s", 100, 1),
                JmhJson.of("org.acme.A.d", "thrpt", "ops/s", 100, 1)),
            JmhJson.read(
                JmhJson.of(GET, "avgt", "us/op", 100, 1),
                JmhJson.of("org.acme.A.b", "thrpt", "ops/s", 100, 1).threads(2),
                JmhJson.of("org.acme.A.c", "thrpt", "ops/s", 100, 1),
                JmhJson.of("org.acme.A.e", "thrpt", "ops/s", 100, 1)));

    assertThat(differences.common()).isZero();
    assertThat(differences.impossible()).hasSize(3);
    assertThat(differences.lines(200))
        .containsSubsequence(
            "3 measured in ways that can't be compared:",
            "  ListBenchmark.get: thrpt in ops/s, 1 thread before, avgt in us/op, 1 thread now",
            "  A.b: thrpt in ops/s, 1 thread before, thrpt in ops/s, 2 threads now",
            "  A.c: thrpt in MB/s, 1 thread before, thrpt in ops/s, 1 thread now",
            "1 only in the old file:",
            "  A.d, thrpt in ops/s, 1 thread",
            "1 only in the new file:",
            "  A.e, thrpt in ops/s, 1 thread");
  }

  @Test
  void resultsThatAFileHasTwiceAreComparedInTheirOrder() {
    JmhJson slow = JmhJson.of(GET, "avgt", "ns/op", 100, 1);
    JmhJson fast = JmhJson.of(GET, "avgt", "ns/op", 50, 1);
    Differences differences =
        new Differences(JmhJson.read(fast, fast), JmhJson.read(fast, slow, slow));

    assertThat(differences.common()).isEqualTo(2);
    assertThat(differences.slower()).isEqualTo(1);
    assertThat(differences.lines(200))
        .contains(
            "1 repeated in the old file; repeated results are compared in their order",
            "2 repeated in the new file; repeated results are compared in their order",
            "1 only in the new file:");
  }

  @Test
  void otherCircumstancesAndWhatIsLeftOutAreSaid() {
    assertThat(
            new Differences(
                    JmhJson.read(JmhJson.of(GET, "avgt", "ns/op", 1, 0).secondary("x", "#", 1)),
                    JmhJson.read(JmhJson.of(GET, "avgt", "ns/op", 1, 0).forks(0).jvmArgs("-Xmx1g")))
                .lines(200))
        .contains(
            "Not compared, for they are beside the scores: x",
            "The number of forks differs: 1 before, 0 now",
            "The JVM's arguments of 1 differ, such as those of ListBenchmark.get: none before,"
                + " -Xmx1g now");
  }
}
