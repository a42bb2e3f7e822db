package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.Configuration;
import java.io.StringReader;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.xml.sax.InputSource;

class HtmlReportTest {
  @Test
  void thePageNeedsNothingButItself() {
    String page = HtmlReport.of(Results.widths(0.01).report());

    assertThat(page)
        .startsWith("<!DOCTYPE html>")
        .doesNotContain("http:", "https:", "<script", "@import", "url(");
  }

  @Test
  void everythingToRepeatTheRunIsOnIt() {
    assertThat(HtmlReport.of(Results.widths(0.01).report()))
        .contains("Test &lt;CPU&gt; &amp; more", "java -jar x.jar widths")
        .contains("L1 32 KiB, L2 1 MiB, L3 32 MiB")
        .contains("-XX:-UseSuperWord", "<details>", "99.0 101.0");
  }

  @Test
  void picturesAreInside() {
    assertThat(HtmlReport.of(Results.widths(0.01).report())).contains("<svg viewBox", "8.00×");
    assertThat(HtmlReport.of(Results.roofline().report())).contains("class=\"roofline\"", "memory");
  }

  @Test
  void warningsComeFirst() {
    Results results = new Results().about(ResultFile.WARNINGS, "The CPU was throttled.");
    results.phase("step", Configuration.LOOPS, 1, 0.1);

    assertThat(HtmlReport.of(results.report()))
        .containsSubsequence("can't be trusted", "The CPU was throttled.", "<table>");
  }

  @Test
  void elementsAreClosedAsTheyWereOpened() throws Exception {
    String page = HtmlReport.of(Results.roofline().report()).replace("<!DOCTYPE html>", "");

    assertThat(
            DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(page)))
                .getElementsByTagName("svg")
                .getLength())
        .isEqualTo(1);
  }
}
