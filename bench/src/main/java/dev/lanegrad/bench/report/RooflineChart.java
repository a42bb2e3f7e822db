package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * The roofline picture: what can be reached at each number of operations for a byte, and what was.
 *
 * @see <a href="https://doi.org/10.1145/1498765.1498785">Williams, Waterman, Patterson: Roofline
 *     (2009)</a>
 */
final class RooflineChart implements Section.Picture {
  private static final double WIDTH = 380;
  private static final double HEIGHT = 330;
  private static final double LEFT = 34;
  private static final double RIGHT = 8;
  private static final double TOP = 10;
  private static final double BOTTOM = 34;

  /** Width of a character of a label, and where the first one stands on its line. */
  private static final double CHARACTER = 5.4;

  private static final double START = 3;

  /** Width of a digit beside a point. */
  private static final double DIGIT = 5.8;

  private final Limits limits;
  private final List<Point> points;
  private final double x0;
  private final double x1;
  private final double y0;
  private final double y1;
  private final List<double[]> taken = new ArrayList<>();

  /**
   * A kernel or a phase.
   *
   * @param number that stands beside it, and in the table
   * @param flopsPerByte to the right
   * @param gflops upwards
   */
  record Point(int number, String name, boolean phase, double flopsPerByte, double gflops) {}

  RooflineChart(Limits limits, List<Point> points) {
    this.limits = limits;
    this.points = List.copyOf(points);
    double mostX = points.stream().mapToDouble(Point::flopsPerByte).max().orElse(100);
    double leastX = points.stream().mapToDouble(Point::flopsPerByte).min().orElse(0.1);
    double leastY = points.stream().mapToDouble(Point::gflops).min().orElse(1);
    double peak = limits.peaks().stream().mapToDouble(Limits.Limit::most).max().orElse(100);
    x0 = Math.floor(Math.log10(leastX) - 0.6);
    x1 = Math.ceil(Math.log10(mostX * 1.5));
    y0 = Math.floor(Math.log10(leastY));
    double mostY = points.stream().mapToDouble(Point::gflops).max().orElse(peak);
    y1 = Math.log10(Math.max(peak, mostY) * 2);
  }

  @Override
  public void draw(Markup page) {
    page.open("svg", "viewBox", "0 0 " + WIDTH + " " + HEIGHT, "class", "roofline", "role", "img");
    page.element("title", "Roofline: GFLOP/s over FLOP/byte");
    axes(page);
    points.forEach(point -> taken.add(box(x(point.flopsPerByte), y(point.gflops), 8, 8)));
    double fastest = limits.bandwidths().stream().mapToDouble(Limits.Limit::most).max().orElse(1);
    limits.peaks().forEach(peak -> ceiling(page, peak, fastest));
    double highest = limits.peaks().stream().mapToDouble(Limits.Limit::most).max().orElse(0);
    for (int level = 0; level < limits.bandwidths().size(); level++) {
      roof(page, limits.bandwidths().get(level), level, highest);
    }
    points.forEach(point -> mark(page, point));
    page.close();
  }

  private void axes(Markup page) {
    for (int decade = (int) x0; decade <= x1; decade++) {
      double x = x(Math.pow(10, decade));
      page.empty("line", "x1", x, "x2", x, "y1", TOP, "y2", HEIGHT - BOTTOM, "class", "grid");
      page.element("text", power(decade), "x", x, "y", HEIGHT - BOTTOM + 12, "class", side(decade));
    }
    for (int decade = (int) Math.ceil(y0); decade <= y1; decade++) {
      double y = y(Math.pow(10, decade));
      page.empty("line", "x1", LEFT, "x2", WIDTH - RIGHT, "y1", y, "y2", y, "class", "grid");
      page.element("text", power(decade), "x", LEFT - 4, "y", y + 3, "class", "tick end");
    }
    double middle = (LEFT + WIDTH - RIGHT) / 2;
    page.element("text", "FLOP/byte", "x", middle, "y", HEIGHT - 6, "class", "tick mid");
    double half = (TOP + HEIGHT - BOTTOM) / 2;
    page.element(
        "text",
        "GFLOP/s",
        "class",
        "tick mid",
        "transform",
        String.format(Locale.ROOT, "translate(9 %.1f) rotate(-90)", half));
  }

  /** Labels at the right edge end there. */
  private String side(int decade) {
    return decade >= x1 ? "tick end" : "tick mid";
  }

  /** A bandwidth: rises until the highest peak. */
  private void roof(Markup page, Limits.Limit limit, int level, double highest) {
    double bandwidth = limit.most();
    double startX = Math.max(Math.pow(10, x0), Math.pow(10, y0) / bandwidth);
    double endX = Math.min(highest / bandwidth, Math.pow(10, x1));
    double ax = x(startX);
    double ay = y(startX * bandwidth);
    double bx = x(endX);
    double by = y(endX * bandwidth);
    page.empty("line", "x1", ax, "y1", ay, "x2", bx, "y2", by, "class", "roof r" + level);
    String label = limit.name() + " " + Digits.of("%.0f", bandwidth) + " GB/s";
    double angle = Math.atan2(by - ay, bx - ax);
    double along = freeAlong(ax, ay, angle, Math.hypot(bx - ax, by - ay), label.length());
    page.element(
        "text",
        label,
        "class",
        "tick",
        "transform",
        String.format(
            Locale.ROOT,
            "translate(%.1f %.1f) rotate(%.1f) translate(%.1f -2)",
            ax,
            ay,
            Math.toDegrees(angle),
            along));
  }

  /**
   * How far along a line from its start a label above it stands on the fewest others, and takes
   * that place.
   */
  private double freeAlong(double x, double y, double angle, double length, int characters) {
    double best = START;
    long fewest = Long.MAX_VALUE;
    for (double along = START; along + characters * CHARACTER < length; along += CHARACTER) {
      long met = alongLine(x, y, angle, along, characters).stream().mapToLong(this::meeting).sum();
      if (met < fewest) {
        fewest = met;
        best = along;
      }
    }
    taken.addAll(alongLine(x, y, angle, best, characters));
    return best;
  }

  /** A box for each character of a label above a line. */
  private static List<double[]> alongLine(
      double x, double y, double angle, double along, int characters) {
    List<double[]> boxes = new ArrayList<>();
    for (int c = 0; c < characters; c++) {
      double at = along + (c + 0.5) * CHARACTER;
      double cx = x + at * Math.cos(angle) + 5 * Math.sin(angle);
      double cy = y + at * Math.sin(angle) - 5 * Math.cos(angle);
      boxes.add(box(cx, cy, CHARACTER + 2, 8));
    }
    return boxes;
  }

  /** A peak: from the fastest bandwidth to the right. */
  private void ceiling(Markup page, Limits.Limit limit, double fastest) {
    double peak = limit.most();
    double y = y(peak);
    double from = Math.max(LEFT, x(peak / fastest));
    page.empty("line", "x1", from, "x2", WIDTH - RIGHT, "y1", y, "y2", y, "class", "roof");
    String label = String.format(Locale.ROOT, "%s: %.0f", limit.name(), peak);
    double width = label.length() * CHARACTER;
    double best = WIDTH - RIGHT;
    long fewest = Long.MAX_VALUE;
    for (double end = WIDTH - RIGHT; end - width >= from; end -= CHARACTER) {
      long met = meeting(box(end - width / 2, y - 6, width, 9));
      if (met < fewest) {
        fewest = met;
        best = end;
      }
    }
    page.element("text", label, "x", best, "y", y - 2, "class", "tick end");
    taken.add(box(best - width / 2, y - 6, width, 9));
  }

  /** How many of the places taken a box meets. */
  private long meeting(double[] box) {
    return taken.stream().filter(other -> overlap(box, other)).count();
  }

  private void mark(Markup page, Point point) {
    double x = x(point.flopsPerByte);
    double y = y(point.gflops);
    String tip =
        String.format(Locale.ROOT, "%d %s: %.3g GFLOP/s", point.number, point.name, point.gflops);
    double[] at = free(x, y, String.valueOf(point.number).length());
    if (Math.hypot(at[0] - x, at[1] - y) > 14) {
      page.empty("line", "x1", x, "y1", y, "x2", at[0], "y2", at[1], "class", "lead");
    }
    if (point.phase) {
      String diamond = String.format(Locale.ROOT, "M%.1f %.1fl4 4l-4 4l-4-4z", x, y - 4);
      page.open("path", "d", diamond, "class", "phase").element("title", tip).close();
    } else {
      page.open("circle", "cx", x, "cy", y, "r", 3.2, "class", "kernel");
      page.element("title", tip).close();
    }
    page.element("text", "" + point.number, "x", at[0], "y", at[1] + 3, "class", "pin mid");
  }

  /** A place for a number near a point where nothing stands yet. */
  private double[] free(double x, double y, int digits) {
    double width = DIGIT * digits + 3;
    for (double radius = 9; radius < 110; radius += 4) {
      for (int step = 0; step < 16; step++) {
        double angle = Math.PI * (step * 7 % 16) / 8 - Math.PI / 4;
        double cx = x + radius * Math.cos(angle);
        double cy = y + radius * Math.sin(angle);
        double[] box = box(cx, cy, width, 8);
        boolean inside =
            box[0] > LEFT && box[2] < WIDTH && box[1] > TOP && box[3] < HEIGHT - BOTTOM;
        if (inside && taken.stream().noneMatch(other -> overlap(box, other))) {
          taken.add(box);
          return new double[] {cx, cy};
        }
      }
    }
    return new double[] {x, y - 9};
  }

  private static double[] box(double x, double y, double width, double height) {
    return new double[] {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
  }

  private static boolean overlap(double[] a, double[] b) {
    return a[0] < b[2] && b[0] < a[2] && a[1] < b[3] && b[1] < a[3];
  }

  private double x(double value) {
    return LEFT + (Math.log10(value) - x0) / (x1 - x0) * (WIDTH - LEFT - RIGHT);
  }

  private double y(double value) {
    return HEIGHT - BOTTOM - (Math.log10(value) - y0) / (y1 - y0) * (HEIGHT - TOP - BOTTOM);
  }

  private static String power(int decade) {
    return decade >= 0
        ? String.format(Locale.ROOT, "%.0f", Math.pow(10, decade))
        : String.format(Locale.ROOT, "%." + -decade + "f", Math.pow(10, decade));
  }
}
