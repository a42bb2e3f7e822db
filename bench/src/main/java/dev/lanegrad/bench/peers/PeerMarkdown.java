package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.Markdown;
import java.util.List;
import java.util.Map;

/** A comparison as a page in Markdown. */
final class PeerMarkdown {
  private PeerMarkdown() {}

  /**
   * The page.
   *
   * @param name of its files, without what stands for their kind
   * @param warnings what speaks against the figures
   */
  static Markdown of(Tables tables, String name, List<String> warnings, Map<String, String> about) {
    Markdown page = new Markdown(PeerPage.TITLE, name).warnings(warnings);
    tables.sections().forEach(page::section);
    page.sentences("Fair by construction:", Tables.FAIRNESS);
    page.sentences("Who was there, and who was not:", List.copyOf(tables.configurations()));
    return page.facts(PeerPage.facts(about));
  }
}
