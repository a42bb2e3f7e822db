package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files that any JMH writes, and files that none does. */
class ResultFileTest {
  private static final String GET = "org.acme.ListBenchmark.get";

  @TempDir private Path dir;

  private List<Measurement> read(String text, Charset charset) throws IOException {
    return ResultFile.read(Files.write(dir.resolve("a.json"), text.getBytes(charset)));
  }

  @ParameterizedTest
  @CsvSource({
    "thrpt, ops/s",
    "thrpt, ops/ns",
    "avgt, ns/op",
    "avgt, day/op",
    "ss, ms/op",
    "thrpt, MB/s"
  })
  void aScoreIsKeptInItsModeAndItsUnit(String mode, String unit) {
    Measurement m =
        JmhJson.readOne(
            JmhJson.of(GET, mode, unit, 12.5, 0.25).param("n", "3").threads(13).forks(0));

    assertThat(m.mode()).isEqualTo(mode);
    assertThat(m.score().unit()).isEqualTo(unit);
    assertThat(m.score().value()).isEqualTo(new Estimate(12.5, 0.25));
    assertThat(m.score().samples()).isEqualTo(List.of(List.of(12.5, 12.5)));
    assertThat(m.score().count()).isEqualTo(2);
    assertThat(m.params()).isEqualTo(Map.of("n", "3"));
    assertThat(m.threads()).isEqualTo(13);
    assertThat(m.jmh("forks")).isEqualTo("0");
    assertThat(m.about(ResultFile.JDK)).isEqualTo("17.0.8, Test VM");
  }

  @Test
  void samplesOfSingleOperationsAreCountedInTheirHistogram() {
    Score score = JmhJson.readOne(JmhJson.sampled(GET, "us/op")).score();

    assertThat(score.samples()).isEmpty();
    assertThat(score.count()).isEqualTo(8);
    assertThat(score.percentiles()).isEqualTo(Map.of(0.0, 1.0, 50.0, 2.0, 99.9, 2.5, 100.0, 3.0));
  }

  @ParameterizedTest
  @ValueSource(doubles = {Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, 0})
  void whatJsonHasNoNumberForIsRead(double value) {
    Estimate score =
        JmhJson.readOne(JmhJson.of(GET, "avgt", "ns/op", value, value)).score().value();

    assertThat(score).isEqualTo(new Estimate(value, value));
  }

  @Test
  void numbersAreReadHoweverTheyAreWritten() {
    String file = JmhJson.file(JmhJson.of(GET, "avgt", "ns/op", 12.5, 1));

    for (String score : List.of("1.25E1", "\"12.5\"", "\"NaN\"", "NaN", "null")) {
      double read =
          ResultFile.parse(file.replace("\"score\" : 12.5", "\"score\" : " + score))
              .get(0)
              .score()
              .value()
              .value();
      assertThat(read).as(score).isEqualTo(Double.valueOf(score.contains("2") ? 12.5 : Double.NaN));
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"\u00B7gc.count", "\u00C2\u00B7gc.count", "?gc.count", "gc.count"})
  void theDotThatJmhPutBeforeProfilersIsLeftOut(String name) {
    JmhJson result = JmhJson.of(GET, "sample", "ns/op", 1, 0);
    result.secondary(name, "counts", 3).secondary("p0.999", "ns/op", 1);
    result.secondary("put:p0.50", "ns/op", 1).secondary("put\u00B7p1.00", "ns/op", 1);

    assertThat(JmhJson.readOne(result).secondary()).containsOnlyKeys("gc.count");
  }

  @Test
  void anyEncodingThatJmhWritesInIsRead() throws IOException {
    JmhJson result = JmhJson.of(GET, "avgt", "ns/op", 1, 0).param("name", "\u00E4");
    String file = JmhJson.file(result.secondary("\u00B7stack", "---", Double.NaN));

    for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
      assertThat(read(file, charset).get(0).params()).isEqualTo(Map.of("name", "\u00E4"));
    }
    for (Charset charset :
        List.of(StandardCharsets.UTF_8, StandardCharsets.UTF_16LE, StandardCharsets.UTF_16BE)) {
      assertThat(read("\uFEFF" + file, charset)).isEqualTo(read(file, StandardCharsets.UTF_8));
      assertThat(read(file, charset)).isEqualTo(read(file, StandardCharsets.UTF_8));
      assertThat(read("\r\n" + file, charset)).isEqualTo(read(file, StandardCharsets.UTF_8));
    }
  }

  @Test
  void lineBreaksThatJmh121PutsIntoTextsAreTakenOut() {
    JmhJson result =
        JmhJson.of(GET, "avgt", "ns/op", 1, 0).param("sizes", "1,\n            2,\n   3");
    result.jvmArgs("-agentlib:jdwp=transport=dt_socket,\n        server=n");
    Measurement m = JmhJson.readOne(result);

    assertThat(m.params()).isEqualTo(Map.of("sizes", "1,2,3"));
    assertThat(m.jvmArgs()).containsExactly("-agentlib:jdwp=transport=dt_socket,server=n");
    JmhJson brackets = JmhJson.of(GET, "ss", "s/op", 1, 0).param("a", "{\n    [\n  b\n]\n\n}\n");
    assertThat(JmhJson.readOne(brackets).params()).isEqualTo(Map.of("a", "{[b]}"));
    assertThat(JmhJson.readOne(JmhJson.of(GET, "ss", "s/op", 1, 0).param("a", "b\nc")).params())
        .isEqualTo(Map.of("a", "b c"));
  }

  @Test
  void membersThatOlderVersionsDoNotHaveMayBeMissing() {
    List<Measurement> measurements =
        ResultFile.parse(
            """
            [{"benchmark": "get", "primaryMetric": {"score": 2, "scoreUnit": "us/op"}},
             {"benchmark": "put", "primaryMetric": {"score": 2, "scoreUnit": "ops/us"}}]
            """);

    assertThat(measurements).extracting(Measurement::mode).containsExactly("avgt", "thrpt");
    assertThat(measurements).extracting(Measurement::threads).containsExactly(1, 1);
    assertThat(measurements).extracting(Measurement::group).containsExactly("", "");
    assertThat(new Report(measurements).lines(100)).isNotEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "'', 'is empty: JMH fills a file at the end of its run'",
    "' \n', 'is empty: JMH fills a file at the end of its run'",
    "'[{\"benchmark\": \"a.b.c\", \"mo', 'ends within a result, at line 1, column '",
    "'[', 'ends within a result, at line 1, column '",
    "'[{\"mode\": 1, \"mode\": 2}]', 'JSON: Duplicate'",
    "'{}', 'JSON: an array was expected, and it holds an object'",
    "'7', 'JSON: an array was expected, and it holds a number'",
    "'[7]', 'JSON: result 1 is a number, not an object'",
    "'[{\"a\": 1}]', 'JSON: result 1 has no member benchmark'",
    "'[{\"benchmark\": \"a.b\"}]', 'JSON: result 1 (a.b) has no member primaryMetric'",
    "'[{\"benchmark\": \"a.b\", \"primaryMetric\": {}}]', 'result 1 (a.b), primaryMetric has no member score'",
    "'[] []', 'JSON: more follows behind its array, at line 1, column 4'",
    "'not JSON', 'line 1, column '",
    "'\"Benchmark\",\"Mode\",\"Threads\"', 'it is JMH''s CSV; let JMH write JSON: -rf json'",
    "'Benchmark   Mode  Cnt  Score', 'it is JMH''s table; let JMH write JSON: -rf json'",
    "'# JMH version: 1.37', 'it is what JMH printed; let JMH write JSON: -rf json'",
    "'benchmark,mode,threads', 'it is CSV; give the file of --json'",
    "'<!DOCTYPE html>', 'it is HTML or XML; give the file of --json'",
  })
  void anyOtherFileIsRefusedForItsTrueReason(String text, String reason) {
    assertThatThrownBy(() -> read(text, StandardCharsets.UTF_8))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("a.json ")
        .hasMessageContaining(reason)
        .message()
        .hasLineCount(1);
  }

  @Test
  void aScoreThatIsNoNumberIsNamedWithItsBenchmark() {
    String file = JmhJson.file(JmhJson.of(GET, "avgt", "ns/op", 12.5, 1));

    assertThatThrownBy(
            () -> ResultFile.parse(file.replace("\"score\" : 12.5", "\"score\" : \"fast\"")))
        .hasMessageContaining("result 1 (" + GET + "), primaryMetric, score: 'fast' is no number");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "\"threads\" : 1 | \"threads\" : \"four\" | the member threads is \"four\", not a whole",
        "\"threads\" : 1 | \"threads\" : 1.5 | the member threads is 1.5, not a whole number",
        "\"threads\" : 1 | \"threads\" : 0 | the member threads is 0, not a whole number from 1",
        "\"scoreError\" : 1.0 | \"scoreError\" : -1 | the member scoreError is -1.0, not a number from",
        "\"threads\" : 1 | \"threads\" : -1 | the member threads is -1, not a whole number",
        "\"forks\" : 1 | \"forks\" : {} | the member forks is {}, not a whole number from 0",
        "\"mode\" : \"avgt\" | \"mode\" : 7 | the member mode is 7, not a string",
        "\"jvmArgs\" : [  ] | \"jvmArgs\" : \"-Xmx1g\" | jvmArgs is \"-Xmx1g\", not an array of strings",
        "\"jvmArgs\" : [  ] | \"jvmArgs\" : [1] | jvmArgs is [1], not an array of strings",
        "\"params\" : { \"n\" : \"3\" } | \"params\" : [3] | params is [3], not an object of strings",
        "\"params\" : { \"n\" : \"3\" } | \"params\" : {\"n\": [3]} | params is {\"n\":[3]}, not an object",
        "\"secondaryMetrics\" : {  } | \"secondaryMetrics\" : [] | secondaryMetrics is [], not an object",
        "\"secondaryMetrics\" : {  } | \"secondaryMetrics\" : {\"gc\": 5} | (org.acme.ListBenchmark.get), gc: the member metric is 5, not an object",
        "\"scoreUnit\" : \"ns/op\" | \"scoreUnit\" : 5 | primaryMetric: the member scoreUnit is 5, not a string",
        "\"rawData\" : [ [ 12.5, 12.5 ] ] | \"rawData\" : [1, 2] | rawData is [1,2], not an array of arrays of numbers",
        "\"scorePercentiles\" : { \"50.0\" : 12.5 } | \"scorePercentiles\" : [1] | scorePercentiles is [1], not an object of numbers",
        "\"scoreError\" : 1.0 | \"scoreError\" : [] | scoreError is [], not a number, or \"NaN\"",
        "\"measurementBatchSize\" : 1 | \"measurementBatchSize\" : true | measurementBatchSize is true, not a whole",
      })
  void aMemberOfAnotherTypeIsRefusedByItsName(String right, String wrong, String message) {
    JmhJson result = JmhJson.of(GET, "avgt", "ns/op", 12.5, 1);
    String file = JmhJson.file(JmhJson.of("a.b", "ss", "s/op", 1, 0), result.param("n", "3"));
    int second = file.indexOf(GET);
    int at = file.indexOf(right, second);
    assertThat(at).as(right).isPositive();
    String changed = file.substring(0, at) + wrong + file.substring(at + right.length());

    assertThatThrownBy(() -> read(changed, StandardCharsets.UTF_8))
        .hasMessageContaining("a.json isn't a result file of JMH in JSON: result 2 (" + GET + ")")
        .hasMessageContaining(message)
        .message()
        .hasLineCount(1);
  }

  /** Escape sequences of a terminal, and what no page may have in it. */
  @Test
  void whatIsNoTextIsReplaced() {
    String file =
        JmhJson.file(
            JmhJson.of("a.B\\u001b[2J.m\\u0001", "avgt", "ns/op", 12.5, 1)
                .param("p\\u0007\\ud800", "\\u202e\\tx"));
    Measurement m = ResultFile.parse(file.replace("\\\\u", "\\u").replace("\\\\t", "\\t")).get(0);

    assertThat(m.benchmark()).isEqualTo("a.B\uFFFD[2J.m\uFFFD");
    assertThat(m.params()).containsValue("\uFFFD x");
    assertThat(HtmlReport.of(new Report(List.of(m)))).doesNotContain("\u001b", "\u0001");
    assertThatThrownBy(() -> ResultFile.parse("[PK\u0003\u0000]"))
        .message()
        .doesNotContainPattern("\\p{Cc}");
  }

  /** A file of another version, or of nobody's: each result has its row. */
  @Test
  void oddFactsAreNoReasonToFail() {
    String result =
        JmhJson.of("dev.lanegrad.bench.jmh.UnaryBenchmark.apply", "thrpt", "ops/s", 5, 1)
            .param("op", "NOPE")
            .param("n", "2048")
            .toString();
    String about =
        ", \"lanegrad\" : {\"kernels\" : \"vector, 999999999999 bits\", \"caches\" : \"-5 x\","
            + " \"plainLoopsLeftScalar\" : \"what is this\\n\\n\" } }";
    String file = "[" + result.substring(0, result.lastIndexOf('}')) + about + "]";
    List<Measurement> read = ResultFile.parse(file);

    assertThat(new Report(read).lines(200)).anyMatch(line -> line.startsWith("nope"));
    assertThat(CsvReport.of(read)).contains("NOPE");
  }

  @Test
  void aBenchmarkWithoutANameIsRefused() {
    assertThatThrownBy(() -> ResultFile.parse("[{\"benchmark\": {}, \"primaryMetric\": {}}]"))
        .hasMessageContaining("result 1: the member benchmark is {}, not a string");
  }

  /** As one that isn't there; and parameters may be numbers. */
  @Test
  void nullIsNothing() {
    String file = JmhJson.file(JmhJson.of(GET, "avgt", "ns/op", 12.5, 1).param("n", "3"));
    String nulls = file;
    for (String member : List.of("threads", "forks", "measurementBatchSize")) {
      nulls = nulls.replaceFirst("\"" + member + "\" : 1", "\"" + member + "\" : null");
    }
    Measurement m = ResultFile.parse(nulls.replace("\"3\"", "3")).get(0);

    assertThat(m.threads()).isEqualTo(1);
    assertThat(m.jmh("forks")).isEmpty();
    assertThat(m.params()).isEqualTo(Map.of("n", "3"));
  }

  @Test
  void oneSampleHasNoError() {
    String file = JmhJson.file(JmhJson.of(GET, "avgt", "ns/op", 200, 0));

    assertThat(
            ResultFile.parse(file.replace("[ 200.0, 200.0 ]", "[ 200.0 ]")).get(0).score().value())
        .isEqualTo(new Estimate(200, Double.NaN));
    assertThat(ResultFile.parse(file).get(0).score().value()).isEqualTo(new Estimate(200, 0));
  }

  @Test
  void aFileThatWasCutAnywhereIsSaidToEndThere() {
    JmhJson result = JmhJson.of(GET, "avgt", "ns/op", 1.25e-7, Double.NaN).param("a", "\\\"");
    String file = JmhJson.file(result, JmhJson.sampled(GET, "us/op")).strip();

    for (int length = 1; length < file.length(); length++) {
      String cut = file.substring(0, length);
      assertThatThrownBy(() -> ResultFile.parse(cut))
          .as(cut)
          .hasMessageStartingWith("ends within a result, at line ");
    }
  }

  @Test
  void anEmptyArrayHasNoResults() {
    assertThat(ResultFile.parse("[\n]\n")).isEmpty();
  }

  @Test
  void whatIsNestedTooDeeplyIsNoResultFile() {
    for (String text : new String[] {"[".repeat(990) + "]".repeat(990), "[".repeat(100_000)}) {
      assertThatThrownBy(() -> ResultFile.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageStartingWith("isn't a result file of JMH in JSON");
    }
  }
}
