package dev.lanegrad.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Collectors;

/** A report as one page that needs no other file and no network. */
public final class HtmlReport {
  private final Report report;
  private final Markup page = new Markup();

  private HtmlReport(Report report) {
    this.report = report;
  }

  /** The text of the page. */
  public static String of(Report report) {
    return new HtmlReport(report).write();
  }

  private String write() {
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    // Otherwise a browser asks the server for one.
    page.empty("link", "rel", "icon", "href", "data:,");
    page.element("title", report.title());
    page.element("style", css());
    page.close().open("body");
    page.element("h1", report.title());
    warnings();
    report.sections().forEach(this::section);
    facts();
    samples();
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  private void warnings() {
    if (!report.warnings().isEmpty()) {
      page.open("div", "class", "warning", "role", "alert");
      page.element("strong", "This result can't be trusted");
      page.open("ul");
      report.warnings().forEach(warning -> page.element("li", warning));
      page.close().close();
    }
  }

  private void section(Section section) {
    page.open("section").element("h2", section.title());
    section.notes().stream()
        .filter(HtmlReport::isAnswer)
        .forEach(note -> page.element("p", note, "class", "lead"));
    if (!section.pictures().isEmpty()) {
      page.open("div", "class", "pictures");
      section.pictures().forEach(picture -> picture.draw(page));
      page.close();
    }
    table(section.table());
    section.notes().stream()
        .filter(note -> !isAnswer(note))
        .forEach(note -> page.element("p", note, "class", "note"));
    page.close();
  }

  /** What a reader came for stands above the numbers. */
  private static boolean isAnswer(String note) {
    return note.startsWith(Verdict.BEST) || note.startsWith(Verdict.SET);
  }

  private void table(TextTable table) {
    List<String> headers = table.headers();
    page.open("table").open("thead").open("tr");
    for (int c = 0; c < headers.size(); c++) {
      page.element("th", headers.get(c), "class", kind(table, c), "scope", "col");
    }
    page.close().close().open("tbody");
    for (List<String> row : table.rows()) {
      page.open("tr");
      for (int c = 0; c < row.size(); c++) {
        String nothing = row.get(c).isEmpty() ? " nothing" : "";
        page.element(
            "td", row.get(c), "class", kind(table, c) + nothing, "data-label", headers.get(c));
      }
      page.close();
    }
    page.close().close();
  }

  private static String kind(TextTable table, int column) {
    return table.isName(column) ? "text name" : table.isText(column) ? "text" : "number";
  }

  private void facts() {
    page.open("section").element("h2", "Where and how this was measured").open("dl");
    report
        .facts()
        .all()
        .forEach(
            (label, text) -> {
              page.element("dt", label).open("dd");
              page.element(label.equals("command") ? "code" : "span", text).close();
            });
    page.close().close();
  }

  /** Every sample, with all arguments of its JVM. */
  private void samples() {
    page.open("details").element("summary", "All samples, in operations per second");
    page.open("pre");
    for (Measurement m : report.measurements()) {
      page.text(m.benchmark() + " " + m.params() + "\n");
      page.text("  JVM: " + String.join(" ", m.jvmArgs()) + "\n");
      int fork = 0;
      for (List<Double> samples : m.samples()) {
        fork++;
        String numbers = samples.stream().map(String::valueOf).collect(Collectors.joining(" "));
        page.text("  fork " + fork + ": " + numbers + "\n");
      }
    }
    page.close().close();
  }

  /** Holds none of the characters that are escaped. */
  private static String css() {
    try (InputStream in = HtmlReport.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
