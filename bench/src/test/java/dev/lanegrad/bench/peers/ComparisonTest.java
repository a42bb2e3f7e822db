package dev.lanegrad.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.bench.report.Browser;
import dev.lanegrad.bench.report.Markdown;
import java.io.StringReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;
import tools.jackson.databind.JsonNode;

/** What becomes of results: tables, a page, a CSV file, and JMH's format. */
class ComparisonTest {
  private static final Map<String, String> ABOUT = Map.of("cpu", "Test <CPU> & more");

  private static final Message STEP =
      new Message(
          Message.Kind.RESULT,
          "digits step, libA",
          "",
          Map.of("net", "digits", "phase", "step", "peer", "libA"),
          2e6,
          Map.of(
              "libA",
              new double[] {4e-3, 4e-3, 4e-3},
              Names.LANEGRAD,
              new double[] {2e-3, 2e-3, 2e-3},
              Names.CAPTURED,
              new double[] {1e-3, 1e-3, 1e-3}),
          Map.of("libA", 123L, Names.LANEGRAD, 4567L, Names.CAPTURED, 0L));

  private static final Message PRODUCT =
      new Message(
          Message.Kind.RESULT,
          "NN 16x16x16",
          "",
          Map.of("layout", "NN", "shape", "16x16x16"),
          8192,
          Map.of(
              "blasA",
              new double[] {1e-6},
              "blasB",
              new double[] {2e-6},
              Names.LANEGRAD,
              new double[] {1e-6}),
          Map.of());

  private static final Message LOSS =
      new Message(
          Message.Kind.RESULT,
          "huber of 1000000",
          "",
          Map.of("loss", "huber", "n", "1000000", Names.BYTES, "12000", "peer", "libA"),
          0,
          Map.of("libA", new double[] {3e-6}, Names.LANEGRAD, new double[] {1e-6}),
          Map.of());

  private static final List<Message> SAID =
      List.of(
          Message.about(Message.Kind.PRESENT, "libA", "version 1 <of> it"),
          Message.about(Message.Kind.ABSENT, "libB", "UnsatisfiedLinkError: no libB"),
          STEP,
          PRODUCT,
          LOSS);

  private static final Tables TABLES =
      new Tables(
          SAID,
          List.of(
              new Started(Names.LANEGRAD, "article", 300_000, new double[] {0.2}),
              new Started("libA", "article", 90_000_000, new double[] {1.0})));

  @Test
  void ratiosAreHowOftenOursGoesIntoTheirs() {
    assertThat(TABLES.lines(200))
        .anyMatch(
            line -> line.matches("digits +step +libA +4.00 ms +2.00 ms +1.00 ms +2.00 .*4.00 .*"))
        .anyMatch(line -> line.matches("NN +16x16x16 .*1.00 ± \\? +blasA"))
        .anyMatch(line -> line.matches("huber +1,000,000 +libA .* 3.00 ± \\? +12.0 +-"))
        .anyMatch(line -> line.matches("libA +90.0 +1.00 ± \\? +5.0 x"));
  }

  @Test
  void whoIsAbsentIsNamedWithTheReason() {
    assertThat(TABLES.lines(200)).contains("libB: NOT MEASURED: UnsatisfiedLinkError: no libB");
  }

  @Test
  void noLineIsWiderThanTheTerminal() {
    assertThat(TABLES.lines(60)).allMatch(line -> line.length() <= 60);
  }

  @Test
  void thePageNeedsNothingButItselfAndHasEverything() throws Exception {
    String page = PeerPage.of(TABLES, SAID, List.of("Incomplete."), ABOUT);

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("http:", "https:", "<script", "@import", "url(")
        .contains("<svg viewBox", "2.00×", "4.00×", "3.00×", "Incomplete.")
        .contains("How this is fair", "A B A B", "NOT MEASURED: UnsatisfiedLinkError: no libB")
        .contains("Test &lt;CPU&gt; &amp; more", "version 1 &lt;of&gt; it", "0.004 0.004 0.004");
    String xml = page.replace("<!DOCTYPE html>", "");
    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(xml)))
                .getElementsByTagName("table")
                .getLength())
        .isEqualTo(5);
  }

  @Test
  void thePageNamesFactsAndWarningsAsAllOthersDo() {
    String page = PeerPage.of(TABLES, SAID, List.of("The CPU was throttled."), ABOUT);

    assertThat(page)
        .containsSubsequence("This result can't be trusted", "The CPU was throttled.", "<table>")
        .contains("<dt>CPU</dt>", "<dt>caches</dt>")
        .doesNotContain("<dt>cpu</dt>");
    assertThat(PeerPage.of(TABLES, SAID, List.of(), ABOUT)).doesNotContain("can't be trusted");
  }

  @Test
  void thePageInMarkdownHasTheSame() {
    Markdown page = PeerMarkdown.of(TABLES, "peers", List.of("It was throttled."), ABOUT);

    assertThat(page.text())
        .startsWith("# lanegrad beside other libraries\n")
        .containsSubsequence("can't be trusted", "It was throttled.", "| network | phase |")
        .contains("| digits | step | libA | 4.00 ms | 2.00 ms | 1.00 ms | 2.00 ± 0.00 |")
        .contains("A B A B", "NOT MEASURED: UnsatisfiedLinkError: no libB")
        .contains("| CPU | Test \\<CPU\\> \\& more |", "](peers-1.svg)");
    assertThat(page.pictures()).isNotEmpty().allMatch(svg -> svg.contains("×"));
  }

  @Test
  void columnsSayWhatTheyHold() {
    assertThat(TABLES.lines(200))
        .anyMatch(line -> line.matches("network .* lanegrad vs peer +captured vs peer"))
        .anyMatch(line -> line.startsWith("vs: how many times as fast as that peer"))
        .noneMatch(line -> line.contains("lanegrad / "));
  }

  @Test
  void thePageFitsABrowser(@TempDir Path dir) throws Exception {
    Browser.in(dir).assertFits(PeerPage.of(TABLES, SAID, List.of("Incomplete."), ABOUT));
  }

  @Test
  void theCsvFileHasALineForEachLibraryAtEachCase() {
    List<String> lines = PeerCsv.of(SAID, ABOUT).lines().toList();

    assertThat(lines).hasSize(1 + 3 + 3 + 2);
    assertThat(lines.get(0))
        .isEqualTo(
            "benchmark,library,bytes,layout,loss,n,net,peer,phase,shape,seconds,spread_seconds,"
                + "rounds,gflop_per_s,bytes_allocated_per_call,cpu");
    assertThat(lines)
        .contains(
            "Networks.phase,lanegrad captured,,,,,digits,libA,step,,0.001,0.0,3,2.0,0,"
                + "Test <CPU> & more");
  }

  @Test
  void jmhsFormatHasCallsPerSecond() {
    JsonNode results = Messages.JSON.readTree(JmhFormat.write(List.of(STEP), ABOUT));

    assertThat(results.size()).isEqualTo(3);
    for (JsonNode result : results) {
      assertThat(result.get("benchmark").asString())
          .isEqualTo("dev.lanegrad.bench.peers.Networks.phase");
      if (result.get("params").get("library").asString().equals("libA")) {
        assertThat(result.get("primaryMetric").get("score").asDouble())
            .isCloseTo(250, within(1e-9));
        assertThat(result.get("primaryMetric").get("rawData").get(0).size()).isEqualTo(3);
        assertThat(result.get("lanegrad").get("bytesPerCall").asInt()).isEqualTo(123);
      }
    }
  }

  @Test
  void aMessageIsTheSameOnTheOtherSide() {
    Message there = Messages.JSON.readValue(Messages.JSON.writeValueAsString(STEP), Message.class);

    assertThat(there.kind()).isEqualTo(Message.Kind.RESULT);
    assertThat(there.params()).isEqualTo(STEP.params());
    assertThat(there.seconds().get("libA")).containsExactly(4e-3, 4e-3, 4e-3);
  }
}
