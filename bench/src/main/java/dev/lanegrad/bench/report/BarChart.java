package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * Groups of horizontal bars with their errors, drawn for the width of a phone: labels stand above
 * their bars and numbers behind them, so that nothing is cut.
 */
public final class BarChart implements Section.Picture {
  /** The series of {@link #ofConfigurations}. */
  static final List<Configuration> CONFIGURATIONS =
      List.of(Configuration.SCALAR, Configuration.LOOPS, Configuration.VECTOR);

  private static final double WIDTH = 340;
  private static final double BAR = 12;
  private static final double GAP = 2;
  private static final double GROUP_GAP = 10;
  private static final double LABEL = 15;
  private static final double HEAD = 22;

  /** Kept free for the longest number. */
  private static final double NUMBERS = 96;

  private final String title;
  private final List<String> series;
  private final List<Integer> colours;
  private final List<Group> groups = new ArrayList<>();

  /**
   * A bar.
   *
   * @param series its index
   * @param text what stands behind it
   */
  public record Bar(int series, Estimate value, String text) {}

  private record Group(String label, List<Bar> bars) {}

  /** An empty chart whose bars belong to named series, each in the colour of its place. */
  public BarChart(String title, List<String> series) {
    this(title, series, IntStream.range(0, series.size()).boxed().toList());
  }

  private BarChart(String title, List<String> series, List<Integer> colours) {
    this.title = title;
    this.series = List.copyOf(series);
    this.colours = List.copyOf(colours);
  }

  /** One of three configurations: both baselines in greys, and the vectors. */
  static BarChart ofConfigurations(String title) {
    return new BarChart(
        title, CONFIGURATIONS.stream().map(Configuration::label).toList(), List.of(0, 1, 4));
  }

  /** Adds bars under a label, unless there are none. */
  public BarChart group(String label, List<Bar> bars) {
    if (!bars.isEmpty()) {
      groups.add(new Group(label, List.copyOf(bars)));
    }
    return this;
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  @Override
  public void draw(Markup page) {
    double largest = 0;
    double height = HEAD + legendHeight();
    for (Group group : groups) {
      height += LABEL + group.bars.size() * (BAR + GAP) + GROUP_GAP;
      for (Bar bar : group.bars) {
        largest = Math.max(largest, reach(bar.value));
      }
    }
    double scale = (WIDTH - NUMBERS) / Math.max(largest, Double.MIN_NORMAL);
    page.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "class", "bars", "role", "img");
    page.element("title", title);
    page.element("text", title, "x", 0, "y", 13, "class", "head");
    legend(page);
    double y = HEAD + legendHeight();
    for (Group group : groups) {
      page.element("text", group.label, "x", 0, "y", y + 11, "class", "label");
      y += LABEL;
      for (Bar bar : group.bars) {
        bar(page, bar, y, scale);
        y += BAR + GAP;
      }
      y += GROUP_GAP;
    }
    page.close();
  }

  /** What has to find room: the value and its error, of which a wide one is cut. */
  private static double reach(Estimate estimate) {
    double value = estimate.value();
    return Double.isNaN(estimate.error()) ? value : value + Math.min(estimate.error(), value / 5);
  }

  private void bar(Markup page, Bar bar, double y, double scale) {
    double length = Math.max(1, bar.value.value() * scale);
    double error = Double.isNaN(bar.value.error()) ? 0 : bar.value.error() * scale;
    double low = Math.max(0, length - error);
    double high = Math.min(WIDTH - NUMBERS + 8, length + error);
    page.open("rect", "x", 0, "y", y, "width", length, "height", BAR, "class", colour(bar.series));
    page.element("title", series.get(bar.series) + ": " + bar.text).close();
    if (error > 0) {
      double middle = y + BAR / 2;
      page.empty("line", "x1", low, "x2", high, "y1", middle, "y2", middle, "class", "halo");
      page.empty("line", "x1", low, "x2", high, "y1", middle, "y2", middle, "class", "error");
      page.empty("line", "x1", low, "x2", low, "y1", y + 3, "y2", y + 9, "class", "error");
      // Without its end where it goes on beyond the picture.
      if (high == length + error) {
        page.empty("line", "x1", high, "x2", high, "y1", y + 3, "y2", y + 9, "class", "error");
      }
    }
    double x = Math.max(length, high) + 4;
    page.element("text", bar.text, "x", x, "y", y + 10, "class", "number");
  }

  private String colour(int index) {
    return "s" + colours.get(index);
  }

  private double legendHeight() {
    return series.size() < 2 ? 0 : 16.0 * ((series.size() + 2) / 3);
  }

  private void legend(Markup page) {
    for (int s = 0; s < series.size() && series.size() > 1; s++) {
      double x = s % 3 * (WIDTH / 3);
      double y = HEAD + 16.0 * (s / 3);
      page.empty("rect", "x", x, "y", y, "width", 10, "height", 10, "class", colour(s));
      page.element("text", series.get(s), "x", x + 14, "y", y + 9, "class", "number");
    }
  }

  /** {@code 8.42×}. */
  public static String times(Estimate ratio) {
    double value = ratio.value();
    return String.format(Locale.ROOT, value < 10 ? "%.2f×" : "%.1f×", value);
  }
}
