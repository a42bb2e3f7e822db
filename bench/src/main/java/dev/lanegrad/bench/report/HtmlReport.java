package dev.lanegrad.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A report as one page that needs no other file and no network. */
public final class HtmlReport {
  private HtmlReport() {}

  /** The text of the page. */
  public static String of(Report report) {
    Page page = new Page(report.title());
    page.warnings("This result can't be trusted", report.warnings());
    report.sections().forEach(page::section);
    page.facts(report.facts());
    page.folded("All samples, in operations per second", samples(report.measurements()));
    return page.end();
  }

  /** Every sample, with all arguments of its JVM. */
  private static String samples(List<Measurement> measurements) {
    StringBuilder text = new StringBuilder();
    for (Measurement m : measurements) {
      text.append(m.benchmark()).append(" ").append(m.params()).append("\n");
      if (!m.isSettled()) {
        text.append("  not compiled: ").append(m.about(ResultFile.UNSETTLED)).append("\n");
      }
      text.append("  JVM: ").append(String.join(" ", m.jvmArgs())).append("\n");
      int fork = 0;
      for (List<Double> samples : m.samples()) {
        fork++;
        String numbers = samples.stream().map(String::valueOf).collect(Collectors.joining(" "));
        text.append("  fork ").append(fork).append(": ").append(numbers).append("\n");
      }
    }
    return text.toString();
  }
}
