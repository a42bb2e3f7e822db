package dev.lanegrad.bench.report;

import java.util.List;
import java.util.stream.Collectors;

/** A report as one page that needs no other file and no network. */
public final class HtmlReport {
  private HtmlReport() {}

  /** The text of the page. */
  public static String of(Report report) {
    Page page = new Page(report.title());
    page.warnings(report.warnings());
    report.sections().forEach(page::section);
    page.facts(report.facts());
    page.folded("All samples", samples(report.measurements()));
    return page.end();
  }

  /** Every sample, with all arguments of its JVM. */
  private static String samples(List<Measurement> measurements) {
    StringBuilder text = new StringBuilder();
    for (Measurement m : measurements) {
      text.append(m.benchmark()).append(" ").append(m.params()).append("\n");
      text.append("  ").append(Labels.mode(m)).append(", ").append(Labels.threads(m));
      text.append(", in ").append(m.score().unit()).append("\n");
      text.append("  JVM: ").append(String.join(" ", m.jvmArgs())).append("\n");
      int fork = 0;
      if (m.score().samples().isEmpty() && m.score().count() > 0) {
        text.append("  ").append(m.score().count()).append(" samples, as a histogram\n");
      }
      for (List<Double> samples : m.score().samples()) {
        fork++;
        String numbers = samples.stream().map(String::valueOf).collect(Collectors.joining(" "));
        text.append("  fork ").append(fork).append(": ").append(numbers).append("\n");
      }
    }
    return text.toString();
  }
}
