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
    page.element("title", "Roofline: GFLOP/s over floating-point operations for each byte");
    axes(page);
    double highest = limits.peaks().stream().mapToDouble(Limits.Limit::most).max().orElse(0);
    for (int level = 0; level < limits.bandwidths().size(); level++) {
      roof(page, limits.bandwidths().get(level), level, highest);
    }
    double fastest = limits.bandwidths().stream().mapToDouble(Limits.Limit::most).max().orElse(1);
    limits.peaks().forEach(peak -> ceiling(page, peak, fastest));
    points.forEach(point -> taken.add(box(x(point.flopsPerByte), y(point.gflops), 8, 8)));
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
    page.element("text", "operations per byte", "x", middle, "y", HEIGHT - 6, "class", "tick mid");
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
    double angle = Math.toDegrees(Math.atan2(by - ay, bx - ax));
    page.element(
        "text",
        String.format(Locale.ROOT, "%s %.0f GB/s", limit.name(), bandwidth),
        "class",
        "tick",
        "transform",
        String.format(
            Locale.ROOT,
            "translate(%.1f %.1f) rotate(%.1f) translate(%d -2)",
            ax,
            ay,
            angle,
            besideAnother(level) ? 90 : 3));
  }

  /** Whether the line of a level is so near to that of the level before that labels would meet. */
  private boolean besideAnother(int level) {
    if (level % 2 == 0) {
      return false;
    }
    double ratio =
        limits.bandwidths().get(level - 1).most() / limits.bandwidths().get(level).most();
    return Math.abs(Math.log10(ratio)) / (y1 - y0) * (HEIGHT - TOP - BOTTOM) < 20;
  }

  /** A peak: from the fastest bandwidth to the right. */
  private void ceiling(Markup page, Limits.Limit limit, double fastest) {
    double peak = limit.most();
    double y = y(peak);
    double from = Math.max(LEFT, x(peak / fastest));
    page.empty("line", "x1", from, "x2", WIDTH - RIGHT, "y1", y, "y2", y, "class", "roof");
    String label = String.format(Locale.ROOT, "%s: %.0f", limit.name(), peak);
    double x = WIDTH - RIGHT;
    double[] box = box(x - 36, y - 6, 72, 9);
    while (taken.stream().anyMatch(other -> overlap(box, other)) && box[0] > LEFT) {
      x -= 76;
      box[0] -= 76;
      box[2] -= 76;
    }
    page.element("text", label, "x", x, "y", y - 2, "class", "tick end");
    taken.add(box);
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
    double width = 5.0 * digits + 1;
    for (double radius = 9; radius < 70; radius += 4) {
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
