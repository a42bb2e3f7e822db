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
  }
}
