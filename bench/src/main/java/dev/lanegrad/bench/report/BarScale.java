package dev.lanegrad.bench.report;

import java.util.ArrayList;
import java.util.List;

/**
 * What the lengths of bars mean. Charts that share one can be compared with each other: it spans
 * the values of all of them.
 */
public final class BarScale {
  /** On a logarithmic axis: enough for a bar of half the length of the others to be seen. */
  private static final double ROOM = 1.25;

  /** Steps of linear ticks and of logarithmic ones within a decade. */
  private static final int[] STEPS = {1, 2, 5};

  private static final int MOST_TICKS = 6;

  private final boolean logarithmic;
  private double least;
  private double most;

  private BarScale(boolean logarithmic) {
    this.logarithmic = logarithmic;
    least = logarithmic ? 1 : 0;
    most = logarithmic ? 1 : 0;
  }

  /** Bars from 0, in proportion to their values. */
  public static BarScale linear() {
    return new BarScale(false);
  }

  /** Bars from 1 to the right for what is faster, to the left for what is slower; logarithmic. */
  public static BarScale ofRatios() {
    return new BarScale(true);
  }

  /** Makes room for a value and its error, of which a wide one is cut. */
  void include(Estimate estimate) {
    double value = estimate.value();
    double error = Double.isNaN(estimate.error()) ? 0 : Math.min(estimate.error(), value / 5);
    most = Math.max(most, (value + error) * (logarithmic && value > 1 ? ROOM : 1));
    if (logarithmic && value < 1) {
      least = Math.min(least, (value - error) / ROOM);
    }
  }

  /** Where a value lies: from 0 to 1, beyond for what was not included. */
  double at(double value) {
    if (!logarithmic) {
      return value / Math.max(most, Double.MIN_NORMAL);
    }
    double span = Math.max(Math.log(most / least), Double.MIN_NORMAL);
    return value > 0 ? Math.log(value / least) / span : Double.NEGATIVE_INFINITY;
  }

  /** Where bars begin. */
  double origin() {
    return logarithmic ? at(1) : 0;
  }

  /** A few round values along the axis. */
  List<Double> ticks() {
    return logarithmic ? logarithmicTicks() : linearTicks();
  }

  private List<Double> linearTicks() {
    List<Double> ticks = new ArrayList<>();
    double step = Math.pow(10, Math.floor(Math.log10(Math.max(most, Double.MIN_NORMAL))) - 1);
    for (int s = 1; most / step > MOST_TICKS; s++) {
      step *= s % STEPS.length == 2 ? 2.5 : 2;
    }
    for (int i = 0; i * step <= most; i++) {
      ticks.add(i * step);
    }
    return ticks;
  }

  /** Powers of ten; where there are few of them, twice and five times these too. */
  private List<Double> logarithmicTicks() {
    double decades = Math.log10(most / least);
    int each = decades < 2.2 ? STEPS.length : 1;
    int every = (int) Math.ceil((decades + 1) / MOST_TICKS);
    List<Double> ticks = new ArrayList<>();
    int first = (int) Math.floor(Math.log10(least));
    for (int decade = first; decade <= Math.log10(most); decade++) {
      for (int s = 0; s < each && decade % every == 0; s++) {
        double tick = STEPS[s] * Math.pow(10, decade);
        if (tick >= least && tick <= most) {
          ticks.add(tick);
        }
      }
    }
    return ticks;
  }
}
