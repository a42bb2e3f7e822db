package dev.lanegrad.bench.report;

/** A report as a page in Markdown. */
public final class MarkdownReport {
  private MarkdownReport() {}

  /**
   * The page.
   *
   * @param name of its files, without what stands for their kind
   */
  public static Markdown of(Report report, String name) {
    Markdown page = new Markdown(report.title(), name).warnings(report.warnings());
    report.sections().forEach(page::section);
    return page.facts(report.facts());
  }
}
