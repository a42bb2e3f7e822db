package dev.lanegrad.bench.report;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a browser makes of the pages. */
class BrowserTest {
  @Test
  void nothingIsCutAndNothingScrollsSideways(@TempDir Path dir) throws Exception {
    Browser browser = Browser.in(dir);
    for (Results results : List.of(Results.widths(0.01), Results.roofline())) {
      browser.assertFits(HtmlReport.of(results.report()));
    }
    browser.assertFits(HtmlReport.of(new Report(JmhJson.read(ForeignReportTest.MANY))));
    String longest = "org.acme.AnUnusuallyLongNameOfAClassThatSaysAllThatItMeasures.";
    browser.assertFits(
        HtmlReport.of(
            new Report(
                JmhJson.read(
                    JmhJson.of(longest + "get", "avgt", "ns/op", 123456789, 2e9),
                    JmhJson.of(longest + "put", "avgt", "ns/op", 23456789, 2e6)))));
  }
}
