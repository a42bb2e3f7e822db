package dev.lanegrad.nn;

import java.util.Arrays;
import java.util.function.Supplier;

/**
 * The derivative of {@code f = sum(w * y)} by one element x that y depends on, from differences of
 * float32 outputs that are added up in double.
 *
 * <p>The element is moved by ±h for h = 8, 4, 2, 1, 1/2 ... times its size. The symmetric
 * differences of three moves are extrapolated to h = 0 twice (Richardson): their error falls with
 * the sixth power of h, and that of the rounding of y grows with 1/h. Where both meet differs from
 * function to function by many powers of two, so each h comes with an estimate of its error, and
 * those with the least count. Large moves are what makes small gradients measurable: those of a
 * mean over thousands of elements.
 */
final class NumericalGradient {
  /** A wrong gradient differs from the right one by more than this part of it. */
  private static final double RELATIVE = 1e-3;

  /**
   * Largest moves, in proportion: where a kink lies just beyond x + h an estimate may be wrong by
   * more than it seems. Moves of other sizes are then tried before a gradient is called wrong.
   */
  private static final double[] LADDERS = {1, 0.8, 0.65, 0.9, 0.7};

  /** Down to 2^-20 of the element's size, eight times the last place of a float. */
  private static final int HALVINGS = 24;

  /** An estimate takes three differences, and its error the estimate before. */
  private static final int FIRST = 3;

  /** An estimate whose error is this part of it is good enough to stop at. */
  private static final double SETTLED = 1e-4;

  /**
   * An estimate whose error is more than this part of it tells nothing of the derivative's size:
   * that may be 0.
   */
  private static final double MEASURED = 0.1;

  /** Errors by which a gradient may be off; one holds two standard deviations of rounding. */
  private static final double ESTIMATES = 3;

  /** Standard deviations of f that get into the derivative at h = 1 by extrapolation. */
  private static final double SYMMETRIC_NOISE = 1.0;

  /** The same for the difference of the slopes to the right and to the left. */
  private static final double JUMP_NOISE = 5.8;

  private final Supplier<float[]> outputs;
  private final float[] weights;
  private final float[] center;
  private final double[] noise;
  private final boolean[] moved;

  private final double[] estimates = new double[HALVINGS];
  private final double[] errors = new double[HALVINGS];
  private final boolean[] accepted = new boolean[HALVINGS];
  private int count;
  private double shift;

  private double analytic;
  private double slack;
  private double derivative;
  private boolean right;
  private boolean settled;
  private boolean kink;

  private final Extrapolation symmetric = new Extrapolation(4, 16);
  private final Extrapolation forward = new Extrapolation(2, 4);
  private final Extrapolation backward = new Extrapolation(2, 4);

  /**
   * Of a function of which is known what its outputs are where nothing is moved, and how far
   * rounding takes each of them, as a standard deviation.
   */
  NumericalGradient(Supplier<float[]> outputs, float[] weights, float[] center, double[] noise) {
    this.outputs = outputs;
    this.weights = weights;
    this.center = center;
    this.noise = noise;
    this.moved = new boolean[center.length];
  }

  /**
   * Measures the derivative by an element, which is put back, and compares it with a gradient that
   * may be off by some slack.
   *
   * @param thorough whether a gradient is only wrong after several tries
   */
  void measure(Element element, double analyticGradient, double analyticSlack, boolean thorough) {
    analytic = analyticGradient;
    slack = analyticSlack;
    float x = element.value();
    double largest = 8 * Math.max(1, Math.scalb(1.0, Math.getExponent(x)));
    try {
      for (int i = 0; i == 0 || thorough && i < LADDERS.length && !isRight(); i++) {
        clear();
        halve(element, x, LADDERS[i] * largest);
      }
    } finally {
      element.set(x);
    }
  }

  private void clear() {
    derivative = Double.NaN;
    count = 0;
    right = false;
    kink = false;
    Arrays.fill(moved, false);
    symmetric.clear();
    forward.clear();
    backward.clear();
  }

  /** What the differences give: NaN where the function has no finite values beside the element. */
  double derivative() {
    return derivative;
  }

  /** Whether the gradient is the derivative, or lies between both slopes of a kink. */
  boolean isRight() {
    return right || kink;
  }

  /**
   * Whether the slopes to the left and to the right differ, however small the moves, and the
   * gradient lies between them.
   */
  boolean isKink() {
    return kink;
  }

  private void halve(Element element, float x, double largest) {
    for (int halvings = 0; halvings < HALVINGS; halvings++) {
      double h = Math.scalb(largest, -halvings);
      move(element, x, h);
      if (halvings < FIRST) {
        continue;
      }
      double rounding = rounding();
      double noise = 2 * (SYMMETRIC_NOISE * rounding / h + shift);
      addEstimate(noise);
      double jumpNoise = 2 * JUMP_NOISE * rounding / h;
      boolean tooFine = ESTIMATES * jumpNoise > Math.max(jump(), RELATIVE * magnitude()) / 2;
      if (!tooFine) {
        lookForKink(jumpNoise);
      }
      judge();
      if (right && !kink && (settled || noise > leastError() / 2)) {
        return;
      }
      if (tooFine && noise > Math.max(MEASURED * magnitude(), countingError())) {
        return; // smaller moves can tell nothing more
      }
    }
  }

  private double leastError() {
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, errors[i]);
    }
    return least;
  }

  private void move(Element element, float x, double h) {
    float up = (float) (x + h);
    float down = (float) (x - h);
    element.set(up);
    double rise = rise();
    element.set(down);
    double fall = rise();
    symmetric.add((rise - fall) / ((double) up - down));
    forward.add(rise / ((double) up - x));
    backward.add(fall / ((double) down - x));
    // x ± h are rounded: their middle is not x.
    shift = Math.abs(((double) up + down) / 2 - x) * Math.abs(rise + fall) / (h * h);
  }

  private void addEstimate(double noise) {
    double estimate = symmetric.twice();
    double error =
        Math.abs(estimate - symmetric.once())
            + Math.abs(estimate - symmetric.twiceBefore())
            + noise;
    if (Double.isFinite(error)) {
      estimates[count] = estimate;
      errors[count] = error;
      count++;
    }
  }

  /**
   * Compares the gradient with the estimates that are about as good as the best. Those of large
   * moves may be wrong without showing it, where there are kinks between x and x + h: they don't
   * count where those of smaller moves contradict them.
   */
  private void judge() {
    right = false;
    settled = false;
    if (count == 0) {
      return;
    }
    acceptConsistent();
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      if (accepted[i] && errors[i] < least) {
        least = errors[i];
        derivative = estimates[i];
      }
    }
    settled = least <= SETTLED * Math.abs(derivative);
    for (int i = 0; i < count && !right; i++) {
      if (accepted[i]
          && errors[i] <= Math.max(SETTLED * Math.abs(estimates[i]), 2 * least)
          && Math.abs(estimates[i] - analytic)
              <= relative(estimates[i], analytic) + ESTIMATES * errors[i] + slack) {
        right = true;
        derivative = estimates[i];
      }
    }
  }

  /**
   * From the smallest moves that tell anything to the largest: none may contradict those before.
   */
  private void acceptConsistent() {
    double limit = countingError();
    for (int i = count - 1; i >= 0; i--) {
      accepted[i] = errors[i] <= limit;
      for (int j = i + 1; j < count && accepted[i]; j++) {
        accepted[i] =
            !accepted[j]
                || Math.abs(estimates[i] - estimates[j])
                    <= relative(estimates[i], estimates[j]) + errors[i] + errors[j];
      }
    }
  }

  /** The largest error with which an estimate tells anything. */
  private double countingError() {
    double size = 0;
    double least = Double.POSITIVE_INFINITY;
    for (int i = 0; i < count; i++) {
      least = Math.min(least, errors[i]);
      if (errors[i] <= MEASURED * Math.abs(estimates[i])) {
        size = Math.max(size, Math.abs(estimates[i]));
      }
    }
    return Math.max(MEASURED * size, 2 * least);
  }

  private static double relative(double a, double b) {
    return RELATIVE * Math.max(Math.abs(a), Math.abs(b));
  }

  /**
   * Whether the slopes of both sides differ by more than they are uncertain, and the gradient lies
   * between. A kink beside x looks like one at x until h is less than its distance, so the smallest
   * moves count; the estimates of moves across it don't.
   */
  private void lookForKink(double jumpNoise) {
    double r = forward.twice();
    double l = backward.twice();
    double uncertain = Math.abs(r - forward.once()) + Math.abs(l - backward.once()) + jumpNoise;
    boolean jumps = jump() > 2 * RELATIVE * magnitude() && jump() > ESTIMATES * uncertain;
    double tolerance = RELATIVE * magnitude() + uncertain + slack;
    kink =
        jumps && analytic >= Math.min(l, r) - tolerance && analytic <= Math.max(l, r) + tolerance;
    if (jumps) {
      derivative = symmetric.twice();
      count = 0;
    }
  }

  private double jump() {
    return Math.abs(forward.twice() - backward.twice());
  }

  private double magnitude() {
    double known = Double.isNaN(derivative) ? 0 : Math.abs(derivative);
    return Double.isFinite(analytic) ? Math.max(known, Math.abs(analytic)) : known;
  }

  /** How far f is from where it was; notes which outputs moved. */
  private double rise() {
    float[] y;
    try {
      y = outputs.get();
    } catch (IllegalArgumentException e) {
      return Double.NaN; // beyond what the function is defined on
    }
    double sum = 0;
    for (int k = 0; k < y.length; k++) {
      if (y[k] != center[k]) {
        moved[k] = true;
        sum += weights[k] * ((double) y[k] - center[k]);
      }
    }
    return sum;
  }

  /**
   * The standard deviation of f by the rounding of the outputs that moved; of all where none did,
   * as they may have moved by less than their last place.
   */
  private double rounding() {
    double square = 0;
    double all = 0;
    for (int k = 0; k < moved.length; k++) {
      double deviation = weights[k] * noise[k];
      all += deviation * deviation;
      square += moved[k] ? deviation * deviation : 0;
    }
    return Math.sqrt(square == 0 ? all : square);
  }

  /** An element that can be moved. */
  interface Element {
    float value();

    void set(float value);
  }

  /** Differences at h, h/2, h/4, of which the first two powers of h in the error are taken out. */
  private static final class Extrapolation {
    private final double firstFactor;
    private final double secondFactor;
    private double last;
    private double once;
    private double twice;
    private double twiceBefore;

    Extrapolation(double firstFactor, double secondFactor) {
      this.firstFactor = firstFactor;
      this.secondFactor = secondFactor;
    }

    void clear() {
      last = Double.NaN;
      once = Double.NaN;
      twice = Double.NaN;
      twiceBefore = Double.NaN;
    }

    void add(double difference) {
      double next = (firstFactor * difference - last) / (firstFactor - 1);
      twiceBefore = twice;
      twice = (secondFactor * next - once) / (secondFactor - 1);
      once = next;
      last = difference;
    }

    double once() {
      return once;
    }

    double twice() {
      return twice;
    }

    double twiceBefore() {
      return twiceBefore;
    }
  }
}
