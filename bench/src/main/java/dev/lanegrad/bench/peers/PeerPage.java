package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.report.Facts;
import dev.lanegrad.bench.report.Page;
import dev.lanegrad.bench.report.ResultFile;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** A comparison as one page. */
final class PeerPage {
  static final String TITLE = "lanegrad beside other libraries";

  private PeerPage() {}

  /**
   * The text of the page.
   *
   * @param said all results, those of starts too
   * @param warnings what speaks against the figures
   */
  static String of(
      Tables tables, List<Message> said, List<String> warnings, Map<String, String> about) {
    Page page = new Page(TITLE);
    page.warnings(warnings);
    tables.sections().forEach(page::section);
    page.sentences("How this is fair", Tables.FAIRNESS);
    page.sentences("Who was there, and who was not", List.copyOf(tables.configurations()));
    page.facts(facts(about));
    page.folded("All samples, in seconds of a call", samples(said));
    return page.end();
  }

  static Facts facts(Map<String, String> about) {
    Facts facts = new Facts();
    UnaryOperator<String> of = key -> about.getOrDefault(key, "");
    facts.machine(of);
    facts.add("kernels", of.apply(ResultFile.KERNELS)).add("threads", of.apply("threads"));
    return facts.run(of);
  }

  private static String samples(List<Message> said) {
    StringBuilder text = new StringBuilder();
    for (Message m : said) {
      m.seconds()
          .forEach(
              (name, seconds) ->
                  text.append(m.title())
                      .append(", ")
                      .append(name)
                      .append(": ")
                      .append(
                          Arrays.stream(seconds)
                              .filter(s -> !Double.isNaN(s))
                              .mapToObj(String::valueOf)
                              .collect(Collectors.joining(" ")))
                      .append("\n"));
    }
    return text.toString();
  }
}
