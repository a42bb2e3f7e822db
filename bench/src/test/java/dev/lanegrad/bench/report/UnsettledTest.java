package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.BinaryBenchmark;
import dev.lanegrad.bench.jmh.RowBenchmark;
import dev.lanegrad.bench.jmh.UnaryBenchmark;
import dev.lanegrad.bench.run.Configuration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures of code that was not compiled yet are named and not shown. */
class UnsettledTest {
  private static final String REASON = "an operation still allocated 29,000,000 bytes";
  private static final Configuration WIDE = Configuration.vector("256");
  private static final Map<String, String> EXP = Map.of("op", "EXP", "n", "2048");

  private static List<Measurement> unsettled(Results results) {
    return results.about(ResultFile.UNSETTLED, REASON).list();
  }

  /** A step at 777 samples a second that was not compiled, in vectors of the width preferred. */
  private static Report phases() {
    Results results = new Results().phase("step", Configuration.LOOPS, 100, 1);
    results.about(ResultFile.UNSETTLED, REASON).phase("step", Configuration.VECTOR, 777, 1);
    return results.report();
  }

  @Test
  void aPhaseShowsNoFigureButTheReason() {
    assertThat(phases().lines(300))
        .anyMatch(l -> l.matches("digits +step +not compiled +- +- .*"))
        .contains("  No figure of digits step, vectors: " + REASON + ".")
        .noneMatch(l -> l.contains("49,728"));
  }

  @Test
  void thePageAndTheValuesInCommasDoNeither() {
    assertThat(HtmlReport.of(phases()))
        .contains("not compiled", "No figure of digits step, vectors: " + REASON)
        .doesNotContain("7.77×");
    assertThat(CsvReport.of(phases().measurements()).lines().toList().get(2))
        .contains(REASON)
        .doesNotContain("777");
  }

  /** Three widths of a kernel that is fine, and of one whose 256 bits were not compiled. */
  private static Report widths() {
    Results results = Results.widths(0.01);
    Results other = new Results();
    double rate = 1e6;
    for (Configuration c :
        List.of(
            Configuration.SCALAR,
            Configuration.LOOPS,
            Configuration.vector("64"),
            Configuration.vector("128"))) {
      other.add(UnaryBenchmark.class, "apply", EXP, c, rate, 1);
    }
    other.about(ResultFile.UNSETTLED, REASON).add(UnaryBenchmark.class, "apply", EXP, WIDE, 1, 0);
    return new Report(
        java.util.stream.Stream.concat(results.list().stream(), other.list().stream()).toList());
  }

  @Test
  void aWidthThatWasNotCompiledHasARowAndNoFigure() {
    assertThat(widths().lines(300))
        .anyMatch(l -> l.matches("exp +2,048 +256 +- +- +- +not compiled *"))
        .anyMatch(l -> l.matches("exp +2,048 +128 +1\\.00 .*"));
  }

  @Test
  void meansAndTheVerdictAreOfWhatHasAFigureEverywhere() {
    List<String> all = widths().lines(300);
    List<String> without = Results.widths(0.01).report().lines(300);

    for (String start : List.of("64 ", "256 ", "Best here:")) {
      assertThat(all.stream().filter(l -> l.startsWith(start)).limit(2))
          .containsExactlyElementsOf(
              without.stream().filter(l -> l.startsWith(start)).limit(2).toList());
    }
  }

  @Test
  void aComparisonKnowsNothingOfThem() {
    Results old = new Results().phase("step", Configuration.VECTOR, 100, 1);
    Differences differences =
        new Differences(old.list(), unsettled(new Results().phase("step", WIDE, 1, 0)));
    Results now = new Results().about(ResultFile.UNSETTLED, REASON);

    assertThat(differences.different()).isZero();
    assertThat(
            new Differences(old.list(), now.phase("step", Configuration.VECTOR, 1, 0).list())
                .lines(200))
        .anyMatch(l -> l.contains("? not compiled"));
  }

  @Test
  void kernelsWithoutAFigureSaySo() {
    Results results = new Results().about(ResultFile.UNSETTLED, REASON);

    assertThat(
            results
                .add(UnaryBenchmark.class, "apply", EXP, Configuration.VECTOR, 4, 0)
                .report()
                .lines(200))
        .anyMatch(l -> l.matches("exp +2,048 +not compiled.*"));
  }

  @Test
  void tablesSayWhichPlainLoopsAreScalar() {
    Results results =
        new Results()
            .about(ResultFile.LOOPS_TRIED, "UnaryBenchmark.apply EXP\nUnaryBenchmark.apply RELU")
            .about(ResultFile.LOOPS_SCALAR, "UnaryBenchmark.apply EXP");
    Map<String, String> relu = Map.of("op", "RELU", "n", "2048");
    results.add(UnaryBenchmark.class, "apply", EXP, Configuration.VECTOR, 4, 0);
    results.add(UnaryBenchmark.class, "apply", relu, Configuration.VECTOR, 4, 0);

    assertThat(results.report().lines(300))
        .anyMatch(l -> l.matches("exp .* scalar *"))
        .anyMatch(l -> l.matches("relu .* vectors *"))
        .anyMatch(l -> l.contains("is against scalar code there: exp"));
  }

  /** The column and the note are of one list, and by one name: also where there is no figure. */
  @Test
  void columnAndNoteOfPlainLoopsAgree() {
    Map<String, String> rows = Map.of("n", "2048", "classes", "1024");
    Results results =
        new Results()
            .about(
                ResultFile.LOOPS_TRIED,
                "RowBenchmark.logSoftmax\nRowBenchmark.softmax\nBinaryBenchmark.apply MAX")
            .about(ResultFile.LOOPS_SCALAR, "RowBenchmark.logSoftmax\nBinaryBenchmark.apply MAX")
            .about(ResultFile.LOOPS_UNDECIDED, "RowBenchmark.softmax");
    results.add(RowBenchmark.class, "softmax", rows, Configuration.VECTOR, 4, 0);
    results.about(ResultFile.UNSETTLED, REASON);
    results.add(RowBenchmark.class, "logSoftmax", rows, Configuration.VECTOR, 4, 0);
    Map<String, String> max = Map.of("op", "MAX", "n", "2048");
    results.add(BinaryBenchmark.class, "apply", max, Configuration.VECTOR, 4, 0);

    assertThat(results.report().lines(300))
        .anyMatch(l -> l.matches("logSoftmax +2x1024 +not compiled.* scalar *"))
        .anyMatch(l -> l.matches("max of two .* scalar *"))
        .anyMatch(l -> l.matches("softmax .* undecided *"))
        .anyMatch(l -> l.contains("is against scalar code there: max of two, logSoftmax"))
        .anyMatch(l -> l.contains("are in between): softmax"));
  }
}
