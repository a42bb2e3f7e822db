package dev.lanegrad.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.Configuration;
import java.io.StringReader;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

class MarkdownReportTest {
  @Test
  void tablesHoldTheSameNumbersAsTheTerminal() {
    Report report = Results.widths(0.01).report();
    String page = MarkdownReport.of(report, "widths").text();

    for (Section section : report.sections()) {
      for (List<String> row : section.table().rows()) {
        List<String> cells = row.stream().map(cell -> cell.replace("~", "\\~")).toList();
        assertThat(page).contains("| " + String.join(" | ", cells) + " |\n");
      }
      assertThat(page).contains("## " + section.title());
    }
    assertThat(page).contains("| ---: |").contains("| command | java -jar x.jar widths |");
  }

  @Test
  void everyPictureHasItsFile() throws Exception {
    Report report = Results.widths(0.01).report();
    Markdown page = MarkdownReport.of(report, "widths");

    assertThat(page.pictures()).isNotEmpty();
    for (int i = 1; i <= page.pictures().size(); i++) {
      assertThat(page.text()).contains("](widths-" + i + ".svg)\n");
    }
    assertThat(page.text()).doesNotContain("widths-" + (page.pictures().size() + 1) + ".svg");
  }

  @Test
  void aPictureStandsAlone() throws Exception {
    DocumentBuilderFactory parsers = DocumentBuilderFactory.newInstance();
    parsers.setNamespaceAware(true);
    for (Report report : List.of(Results.widths(0.01).report(), Results.roofline().report())) {
      for (String picture : MarkdownReport.of(report, "x").pictures()) {
        Element svg =
            parsers
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(picture)))
                .getDocumentElement();
        assertThat(svg.getNamespaceURI()).isEqualTo("http://www.w3.org/2000/svg");
        assertThat(Double.parseDouble(svg.getAttribute("width"))).isPositive();
        assertThat(svg.getElementsByTagName("style").getLength()).isEqualTo(1);
        assertThat(svg.getElementsByTagName("text").getLength()).isPositive();
      }
    }
  }

  @Test
  void warningsComeFirst() {
    Results results = new Results().about(ResultFile.WARNINGS, "The CPU was throttled.");
    results.phase("step", Configuration.LOOPS, 1, 0.1);

    assertThat(MarkdownReport.of(results.report(), "x").text())
        .containsSubsequence("can't be trusted", "- The CPU was throttled.", "| benchmark |");
  }

  @Test
  void noTextOfResultsBecomesMarkup() {
    Results results = new Results().about(ResultFile.COMMAND, "a|b *c* <d> `e` [f](g)");
    results.phase("step", Configuration.LOOPS, 1, 0.1);

    assertThat(MarkdownReport.of(results.report(), "x").text())
        .startsWith("# lanegrad on Test \\<CPU\\> \\& more\n")
        .contains("| command | a\\|b \\*c\\* \\<d\\> \\`e\\` \\[f\\](g) |");
  }
}
