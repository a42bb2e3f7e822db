package dev.lanegrad.bench.report;

import java.util.List;
import java.util.stream.Stream;

/**
 * A part of a report.
 *
 * @param title a few words
 * @param table the numbers
 * @param notes what they mean, a line or a paragraph each
 * @param pictures the same as pictures, for a page
 */
public record Section(String title, TextTable table, List<String> notes, List<Picture> pictures) {
  /** The same with more notes in front of its own. */
  Section withNotes(List<String> more) {
    return new Section(
        title, table, Stream.concat(more.stream(), notes.stream()).toList(), pictures);
  }

  /** Draws itself as one {@code svg} element. */
  public interface Picture {
    void draw(Markup page);
  }
}
