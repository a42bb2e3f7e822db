package dev.lanegrad.bench.results;

import dev.lanegrad.bench.report.ResultFile;
import java.util.Locale;
import java.util.function.UnaryOperator;

/**
 * What tells a run from others: its day, its machine and the commit that was measured.
 *
 * @param date of its start in UTC, {@code 2026-11-27}
 * @param cpu as the machine calls it
 * @param commit of the sources, seven digits, {@code -dirty} behind them where those had changes
 *     that were not committed
 */
public record RunId(String date, String cpu, String commit) {
  private static final int DIGITS = 7;

  /**
   * The run that results say they are of.
   *
   * @param about the text of a key of {@link ResultFile}; empty where not known
   * @throws IllegalArgumentException says what they don't tell
   */
  public static RunId of(UnaryOperator<String> about) {
    String commit = about.apply(ResultFile.COMMIT);
    String time = about.apply(ResultFile.MEASURED_AT);
    String cpu = about.apply(ResultFile.CPU);
    if (!commit.matches("[0-9a-f]{40}(-dirty)?")) {
      throw new IllegalArgumentException("of which commit they are");
    } else if (!time.matches("[0-9]{4}-[0-9]{2}-[0-9]{2}T.*")) {
      throw new IllegalArgumentException("when they were measured");
    } else if (slug(cpu).isEmpty()) {
      throw new IllegalArgumentException("on which CPU they were measured");
    }
    String dirty = commit.substring(commit.length() - (commit.endsWith("-dirty") ? 6 : 0));
    return new RunId(
        time.substring(0, time.indexOf('T')), cpu, commit.substring(0, DIGITS) + dirty);
  }

  /** {@code 2026-11-27-amd-epyc-9654-09eb8bb}. */
  public String folder() {
    return date + "-" + slug(cpu) + "-" + commit;
  }

  /** The model alone: {@code amd-epyc-9654} for {@code AMD EPYC 9654 96-Core Processor}. */
  private static String slug(String cpu) {
    return cpu.toLowerCase(Locale.ROOT)
        .replaceAll("\\([0-9]+ processors?\\)|\\((r|tm)\\)|@.*", " ")
        .replaceAll("\\b([0-9]+-core|processor|cpu)\\b", " ")
        .replaceAll("[^a-z0-9]+", "-")
        .replaceAll("^-|-$", "");
  }
}
