package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * A table of aligned columns: text to the left, numbers to the right. Where the terminal is too
 * narrow for it, each row becomes a few lines.
 */
public final class TextTable {
  private static final String GAP = "  ";

  private final List<Column> columns = new ArrayList<>();
  private final List<List<String>> rows = new ArrayList<>();
  private int labels;

  private record Column(String header, boolean left, boolean unit) {}

  /** Adds a column of text; those before all numbers name a row. */
  public TextTable text(String header) {
    return text(header, false);
  }

  /** Adds a column of text that is nothing without its header: {@code 64} without {@code bits}. */
  public TextTable unit(String header) {
    return text(header, true);
  }

  /** Adds a column of numbers that name a row, nothing without their header: {@code 4 threads}. */
  public TextTable count(String header) {
    return name(new Column(header, false, true));
  }

  private TextTable text(String header, boolean unit) {
    return name(new Column(header, true, unit));
  }

  private TextTable name(Column column) {
    columns.add(column);
    if (labels == columns.size() - 1) {
      labels++;
    }
    return this;
  }

  /** Adds a column of numbers. */
  public TextTable number(String header) {
    columns.add(new Column(header, false, false));
    return this;
  }

  public void row(List<String> cells) {
    if (cells.size() != columns.size()) {
      throw new IllegalArgumentException(cells.size() + " cells in " + columns.size() + " columns");
    }
    rows.add(List.copyOf(cells));
  }

  List<String> headers() {
    return columns.stream().map(Column::header).toList();
  }

  /** Whether a column is of text, and not of numbers. */
  boolean isText(int column) {
    return columns.get(column).left;
  }

  /** Whether a column is one of those that name a row. */
  boolean isName(int column) {
    return column < labels;
  }

  /** Whether the header of a column belongs to its cells. */
  boolean isUnit(int column) {
    return columns.get(column).unit;
  }

  /** The header as it stands behind a cell: {@code 1 thread}, {@code 4 threads}. */
  String unit(int column, String cell) {
    String header = columns.get(column).header;
    return cell.equals("1") ? header.replaceFirst("s$", "") : header;
  }

  List<List<String>> rows() {
    return List.copyOf(rows);
  }

  /** The lines of the table, no longer than {@code width} if that can be. */
  public List<String> lines(int width) {
    int[] widths = new int[columns.size()];
    int sum = GAP.length() * (columns.size() - 1);
    for (int c = 0; c < widths.length; c++) {
      widths[c] = columns.get(c).header.length();
      for (List<String> row : rows) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
      sum += widths[c];
    }
    return sum <= width ? wide(widths) : narrow();
  }

  private List<String> wide(int[] widths) {
    List<String> lines = new ArrayList<>();
    lines.add(line(columns.stream().map(Column::header).toList(), widths));
    for (List<String> row : rows) {
      lines.add(line(row, widths));
    }
    return lines;
  }

  private String line(List<String> cells, int[] widths) {
    StringBuilder line = new StringBuilder();
    for (int c = 0; c < widths.length; c++) {
      String padding = " ".repeat(widths[c] - cells.get(c).length());
      boolean left = columns.get(c).left;
      line.append(c == 0 ? "" : GAP)
          .append(left ? "" : padding)
          .append(cells.get(c))
          .append(left ? padding : "");
    }
    return line.toString().stripTrailing();
  }

  /** What a row is about, without the headers above it. */
  private String name(List<String> row) {
    StringBuilder name = new StringBuilder();
    for (int c = 0; c < labels; c++) {
      name.append(row.get(c)).append(isUnit(c) ? " " + unit(c, row.get(c)) : "").append(" ");
    }
    return name.toString().strip();
  }

  private List<String> narrow() {
    List<String> lines = new ArrayList<>();
    for (List<String> row : rows) {
      lines.add(name(row));
      for (int c = labels; c < row.size(); c++) {
        if (!row.get(c).isEmpty()) {
          lines.add(GAP + row.get(c) + " " + columns.get(c).header);
        }
      }
    }
    return lines;
  }
}
