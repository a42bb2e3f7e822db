package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;

/** Breaks lines of text at spaces. */
public final class Wrap {
  private static final int NARROWEST = 20;

  private Wrap() {}

  /**
   * The lines of a text.
   *
   * @param width of a line; a longer word stands over
   * @param indent spaces in front of all lines but the first
   */
  public static List<String> lines(String text, int width, int indent) {
    int most = Math.max(width, NARROWEST);
    String hanging = " ".repeat(Math.min(indent, most / 2));
    List<String> lines = new ArrayList<>();
    String rest = text;
    while (rest.length() > most) {
      int end = rest.lastIndexOf(' ', most);
      if (end <= rest.length() - rest.stripLeading().length()) {
        end = rest.indexOf(' ', most);
        if (end < 0) {
          break;
        }
      }
      lines.add(rest.substring(0, end).stripTrailing());
      rest = hanging + rest.substring(end).stripLeading();
    }
    lines.add(rest);
    return lines;
  }
}
