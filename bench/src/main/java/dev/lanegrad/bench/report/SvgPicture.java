package dev.lanegrad.bench.report;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A picture as a file of its own, with the colours of {@link Page}. */
final class SvgPicture {
  /** Larger than on a page, where two stand side by side. */
  private static final double SCALE = 1.6;

  private static final Pattern START =
      Pattern.compile("<svg viewBox=\"0 0 ([0-9.]+) ([0-9.]+)\"[^>]*>");

  private static final Pattern TITLE = Pattern.compile("<title>([^<]*)</title>");

  private final String svg;

  SvgPicture(Section.Picture picture) {
    Markup page = new Markup();
    picture.draw(page);
    svg = page.toString();
  }

  /** What it is called, as plain text. */
  String title() {
    Matcher title = TITLE.matcher(svg);
    return title.find()
        ? title.group(1).replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
        : "picture";
  }

  /** The text of the file. */
  String text() {
    Matcher start = START.matcher(svg);
    if (!start.lookingAt()) {
      throw new IllegalStateException("no picture with a viewBox: " + svg);
    }
    long width = Math.round(SCALE * Double.parseDouble(start.group(1)));
    long height = Math.round(SCALE * Double.parseDouble(start.group(2)));
    return "<svg xmlns=\"http://www.w3.org/2000/svg\""
        + (" width=\"" + width + "\" height=\"" + height + "\"")
        + svg.substring("<svg".length(), start.end())
        + "<style>"
        + Page.css()
        // On a page it fills its column; alone it has a size, and the ground of the page.
        + ("svg, svg.roofline { width: " + width + "px; height: " + height + "px;")
        + " max-width: none;"
        + " background: var(--page); font-family: system-ui, sans-serif; }\n</style>"
        + svg.substring(start.end())
        + "\n";
  }
}
