package dev.lanegrad.bench.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A page that needs no other file and no network, for phones and desktops, light and dark. */
public final class Page {
  private final Markup page = new Markup();

  /** A page with nothing but its title. */
  public Page(String title) {
    page.open("html", "lang", "en").open("head");
    page.empty("meta", "charset", "utf-8");
    page.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    page.empty("meta", "name", "color-scheme", "content", "light dark");
    // Otherwise a browser asks the server for one.
    page.empty("link", "rel", "icon", "href", "data:,");
    page.element("title", title);
    page.element("style", css());
    page.close().open("body");
    page.element("h1", title);
  }

  /** Adds what speaks against the figures, if anything does. */
  public Page warnings(List<String> warnings) {
    if (!warnings.isEmpty()) {
      page.open("div", "class", "warning", "role", "alert");
      page.element("strong", Report.DISTRUST);
      list(warnings);
      page.close();
    }
    return this;
  }

  /** Adds a list of sentences under a title, unless there are none. */
  public Page sentences(String title, List<String> sentences) {
    if (!sentences.isEmpty()) {
      page.open("section").element("h2", title);
      list(sentences);
      page.close();
    }
    return this;
  }

  private void list(List<String> items) {
    page.open("ul");
    items.forEach(item -> page.element("li", item));
    page.close();
  }

  /** Adds a table, with its pictures above it. */
  public Page section(Section section) {
    page.open("section").element("h2", section.title());
    section.notes().stream()
        .filter(Page::isAnswer)
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
    return this;
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
        String label = table.isUnit(c) ? "data-unit" : "data-label";
        String header = table.isUnit(c) ? table.unit(c, row.get(c)) : headers.get(c);
        page.element("td", row.get(c), "class", kind(table, c) + nothing, label, header);
      }
      page.close();
    }
    page.close().close();
  }

  private static String kind(TextTable table, int column) {
    return (table.isText(column) ? "text" : "number") + (table.isName(column) ? " name" : "");
  }

  /** Adds where, when and how it was measured. */
  public Page facts(Facts facts) {
    page.open("section").element("h2", "Where and how this was measured").open("dl");
    facts
        .all()
        .forEach(
            (label, text) -> {
              page.element("dt", label).open("dd");
              page.element(label.equals("command") ? "code" : "span", text).close();
            });
    page.close().close();
    return this;
  }

  /** Adds a text that is folded until someone wants to read it. */
  public Page folded(String summary, String text) {
    page.open("details").element("summary", summary);
    page.element("pre", text);
    page.close();
    return this;
  }

  /** Ends the page; returns its text. */
  public String end() {
    page.close().close();
    return "<!DOCTYPE html>\n" + page + "\n";
  }

  /** Holds none of the characters that are escaped. */
  static String css() {
    try (InputStream in = Page.class.getResourceAsStream("report.css")) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
