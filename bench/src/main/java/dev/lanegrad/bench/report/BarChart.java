package dev.lanegrad.bench.report;

import dev.lanegrad.bench.run.Configuration;
import java.math.BigDecimal;
import java.math.MathContext;
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

  /** Below the bars, for the numbers of the axis. */
  private static final double AXIS = 12;

  /** Below those, for what an arrow means. */
  private static final double FOOT = 16;

  private static final double PLOT = WIDTH - NUMBERS;

  /** Where error bars end that are longer. */
  private static final double END = PLOT + 8;

  private static final MathContext DIGITS = new MathContext(3);

  /** Smaller and larger numbers of the axis are given in powers of ten. */
  private static final double LEAST_PLAIN = 1e-4;

  private static final double MOST_PLAIN = 1e7;

  private final String title;
  private final BarScale scale;
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

  /**
   * An empty chart whose bars belong to named series, each in the colour of its place.
   *
   * @param scale that other charts beside it have too
   */
  public BarChart(String title, List<String> series, BarScale scale) {
    this(title, series, IntStream.range(0, series.size()).boxed().toList(), scale);
  }

  private BarChart(String title, List<String> series, List<Integer> colours, BarScale scale) {
    this.title = title;
    this.series = List.copyOf(series);
    this.colours = List.copyOf(colours);
    this.scale = scale;
  }

  /** One of three configurations: both baselines in greys, and the vectors. */
  static BarChart ofConfigurations(String title, BarScale scale) {
    List<String> labels = CONFIGURATIONS.stream().map(Configuration::label).toList();
    return new BarChart(title, labels, List.of(0, 1, 4), scale);
  }

  /** Adds bars under a label, unless there are none. */
  public BarChart group(String label, List<Bar> bars) {
    if (!bars.isEmpty()) {
      groups.add(new Group(label, List.copyOf(bars)));
      bars.forEach(bar -> scale.include(bar.value));
    }
    return this;
  }

  public boolean isEmpty() {
    return groups.isEmpty();
  }

  @Override
  public void draw(Markup page) {
    double top = HEAD + legendHeight();
    double bottom = top;
    for (Group group : groups) {
      bottom += LABEL + group.bars.size() * (BAR + GAP) + GROUP_GAP;
    }
    boolean cut = groups.stream().flatMap(g -> g.bars.stream()).anyMatch(this::isCut);
    double height = bottom + AXIS + (cut ? FOOT : 0);
    page.open("svg", "viewBox", "0 0 " + WIDTH + " " + height, "class", "bars", "role", "img");
    page.element("title", title);
    page.element("text", title, "x", 0, "y", 13, "class", "head");
    legend(page);
    axis(page, top, bottom);
    double y = top;
    for (Group group : groups) {
      page.element("text", group.label, "x", 0, "y", y + 11, "class", "label");
      y += LABEL;
      for (Bar bar : group.bars) {
        bar(page, bar, y);
        y += BAR + GAP;
      }
      y += GROUP_GAP;
    }
    if (cut) {
      arrow(page, 6, height - 8, 1);
      String meaning = "the error bar goes on beyond the picture";
      page.element("text", meaning, "x", 14, "y", height - 4, "class", "number");
    }
    page.close();
  }

  private void axis(Markup page, double top, double bottom) {
    for (double tick : scale.ticks()) {
      double x = PLOT * scale.at(tick);
      page.empty("line", "x1", x, "x2", x, "y1", top, "y2", bottom, "class", "grid");
      String side = x < 10 ? "tick" : "tick mid";
      BigDecimal rounded = BigDecimal.valueOf(tick).round(DIGITS).stripTrailingZeros();
      boolean isPlain = tick == 0 || Math.abs(tick) >= LEAST_PLAIN && Math.abs(tick) < MOST_PLAIN;
      String number = isPlain ? rounded.toPlainString() : "" + rounded;
      page.element("text", number, "x", x, "y", bottom + 9, "class", side);
    }
  }

  private boolean isCut(Bar bar) {
    return high(bar) > END || low(bar) < 0;
  }

  private double low(Bar bar) {
    return PLOT * scale.at(bar.value.value() - error(bar));
  }

  private double high(Bar bar) {
    return PLOT * scale.at(bar.value.value() + error(bar));
  }

  private static double error(Bar bar) {
    return Double.isNaN(bar.value.error()) ? 0 : bar.value.error();
  }

  private void bar(Markup page, Bar bar, double y) {
    double from = PLOT * scale.origin();
    double to = PLOT * scale.at(bar.value.value());
    double left = Math.min(from, to);
    double length = Math.max(1, Math.abs(to - from));
    page.open(
        "rect", "x", left, "y", y, "width", length, "height", BAR, "class", colour(bar.series));
    page.element("title", series.get(bar.series) + ": " + bar.text).close();
    double low = Math.max(0, low(bar));
    double high = Math.min(END, high(bar));
    if (error(bar) > 0) {
      double middle = y + BAR / 2;
      page.empty("line", "x1", low, "x2", high, "y1", middle, "y2", middle, "class", "halo");
      page.empty("line", "x1", low, "x2", high, "y1", middle, "y2", middle, "class", "error");
      end(page, low, middle, low(bar) < 0 ? -1 : 0);
      end(page, high, middle, high(bar) > END ? 1 : 0);
    }
    double x = Math.max(left + length, high) + 4;
    page.element("text", bar.text, "x", x, "y", y + 10, "class", "number");
  }

  /** The end of an error bar; an arrow to the left or right where it goes on. */
  private static void end(Markup page, double x, double y, int direction) {
    if (direction == 0) {
      page.empty("line", "x1", x, "x2", x, "y1", y - 3, "y2", y + 3, "class", "error");
    } else {
      arrow(page, x, y, direction);
    }
  }

  private static void arrow(Markup page, double x, double y, int direction) {
    double back = x - 5 * direction;
    String path =
        String.format(
            Locale.ROOT, "M%.1f %.1fL%.1f %.1fL%.1f %.1fZ", back, y - 4, x, y, back, y + 4);
    page.empty("path", "d", path, "class", "arrow");
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
    String format = value < 0.1 ? "%.4f" : value < 10 ? "%.2f" : value < 100 ? "%.1f" : "%,.0f";
    return Digits.of(format, value) + "×";
  }
}
