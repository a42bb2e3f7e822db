package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A page in Markdown, with pictures in files beside it. */
public final class Markdown {
  private final StringBuilder text = new StringBuilder();
  private final List<String> pictures = new ArrayList<>();
  private final String name;

  /**
   * A page with nothing but its title.
   *
   * @param name of its files, without what stands for their kind
   */
  public Markdown(String title, String name) {
    this.name = name;
    text.append("# ").append(escaped(title)).append("\n");
  }

  /** The name of the file of a picture, counted from 1. */
  public static String picture(String name, int number) {
    return name + "-" + number + ".svg";
  }

  /** Adds what speaks against the figures, if anything does. */
  public Markdown warnings(List<String> warnings) {
    return sentences("**" + Report.DISTRUST + "**", warnings);
  }

  /** Adds a list of sentences under a line, unless there are none. */
  public Markdown sentences(String line, List<String> sentences) {
    if (!sentences.isEmpty()) {
      text.append("\n").append(line).append("\n\n");
      sentences.forEach(one -> text.append("- ").append(escaped(one)).append("\n"));
    }
    return this;
  }

  /** Adds a table, with its pictures above it and its notes below. */
  public Markdown section(Section section) {
    text.append("\n## ").append(escaped(section.title())).append("\n\n");
    for (Section.Picture picture : section.pictures()) {
      SvgPicture svg = new SvgPicture(picture);
      pictures.add(svg.text());
      String file = picture(name, pictures.size());
      text.append("![").append(escaped(svg.title())).append("](").append(file).append(")\n");
    }
    text.append(section.pictures().isEmpty() ? "" : "\n");
    table(section.table());
    if (!section.notes().isEmpty()) {
      text.append("\n");
      section.notes().forEach(note -> text.append("- ").append(escaped(note)).append("\n"));
    }
    return this;
  }

  private void table(TextTable table) {
    row(table.headers());
    row(
        IntStream.range(0, table.headers().size())
            .mapToObj(c -> table.isText(c) ? "---" : "---:")
            .toList());
    table.rows().forEach(this::row);
  }

  private void row(List<String> cells) {
    text.append(
        cells.stream().map(Markdown::escaped).collect(Collectors.joining(" | ", "| ", " |\n")));
  }

  /** Adds where, when and how it was measured. */
  public Markdown facts(Facts facts) {
    text.append("\n## Where and how this was measured\n\n| | |\n|---|---|\n");
    facts
        .all()
        .forEach((label, fact) -> row(List.of(label, String.join("; ", fact.lines().toList()))));
    return this;
  }

  /** The page. */
  public String text() {
    return text.toString();
  }

  /** The texts of its pictures, each for a file of its own; see {@link #picture}. */
  public List<String> pictures() {
    return List.copyOf(pictures);
  }

  /** No character of a text means anything but itself. */
  private static String escaped(String text) {
    return text.replaceAll("[\\\\`*|<>\\[\\]~#&]", "\\\\$0");
  }
}
