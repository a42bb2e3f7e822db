package dev.lanegrad.bench.results;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * The index of a folder of results: a page in Markdown with a table of all runs, the newest first.
 * What stands above and below the table is kept.
 */
public final class ResultIndex {
  /** The name of its file. */
  public static final String FILE = "README.md";

  private static final String HEADER = "| date | commit | CPU | JDK | run |";
  private static final String RULE = "|---|---|---|---|---|";

  private static final List<String> NEW =
      List.of(
          "# Results",
          "",
          "A row for each run, the newest first. The commands of the suite write the rows, and all that"
              + " they link to, with `--results DIR`. The date is that of the start in UTC, the commit"
              + " that of the sources; `-dirty`: with changes that were not committed.",
          "",
          HEADER,
          RULE);

  private ResultIndex() {}

  /**
   * A row.
   *
   * @param jdk its version
   * @param name of the run's files; see {@link RunName}
   */
  public record Row(RunId run, String jdk, String name) {
    private String text() {
      String link = "[" + name + "](" + run.folder() + "/" + name + ".md)";
      return "| "
          + String.join(
              " | ", run.date(), "`" + run.commit() + "`", cell(run.cpu()), cell(jdk), link)
          + " |";
    }

    private static String cell(String text) {
      return text.replaceAll("[\\\\|<>\\[\\]*]", "\\\\$0");
    }
  }

  /** Whether a text has a table that rows can be added to; an empty one gets it. */
  public static boolean isIndex(String text) {
    return text.isBlank() || text.lines().anyMatch(HEADER::equals);
  }

  /**
   * The text with a row more, in place of an older one of the same files.
   *
   * @param text of the index so far; blank if there is none
   * @throws IllegalArgumentException if it is no index
   */
  public static String with(Row row, String text) {
    if (!isIndex(text)) {
      throw new IllegalArgumentException("no line " + HEADER);
    }
    List<String> lines = new ArrayList<>(text.isBlank() ? NEW : text.lines().toList());
    int first = lines.indexOf(HEADER) + 2;
    int end = first;
    while (end < lines.size() && lines.get(end).startsWith("|")) {
      end++;
    }
    List<String> rows = lines.subList(first, end);
    String link = row.text().substring(row.text().lastIndexOf("]("));
    rows.removeIf(line -> line.endsWith(link));
    rows.add(0, row.text());
    rows.sort(Comparator.comparing(ResultIndex::date).reversed());
    return String.join("\n", lines) + "\n";
  }

  private static String date(String row) {
    return row.split("\\|", 3)[1].strip();
  }
}
