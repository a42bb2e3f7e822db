package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.Tensor;
import dev.lanegrad.nn.BCEWithLogitsLoss;
import dev.lanegrad.nn.HuberLoss;
import dev.lanegrad.nn.KLDivLoss;
import dev.lanegrad.nn.L1Loss;
import dev.lanegrad.nn.PoissonNLLLoss;
import dev.lanegrad.nn.Reduction;
import dev.lanegrad.nn.SmoothL1Loss;
import dev.lanegrad.testing.UnderTest;
import java.util.function.BinaryOperator;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/**
 * What has a branch chooses its gradient and never multiplies by a mask, and losses have their
 * limits at infinity: each function at all pairs of operands under all gradients from above,
 * against formulas of Java's own.
 */
class SelectionTest {
  private static final float INF = Float.POSITIVE_INFINITY;
  private static final float NAN = Float.NaN;

  private static final float[] ABOVE = {1, -2, 0, INF, -INF, NAN, 3e38f, -3e38f};

  private static final float[] OPERANDS = {
    0, -0f, 1, -1, 0.5f, INF, -INF, NAN, 3e38f, -3e38f, Float.MIN_VALUE, -Float.MIN_VALUE, 2, -0.25f
  };

  private static final float[] LOGITS = {0, 1, -1, 30, -30, INF, -INF, NAN, 3e38f, -3e38f};

  private interface Formula {
    double of(double a, double b, double g);
  }

  private int cases;

  @BeforeEach
  void kernelsUnderTest() {
    UnderTest.current();
  }

  @Test
  void relu() {
    gradients("relu", (a, b) -> a.relu(), OPERANDS, OPERANDS, (a, b, g) -> a <= 0 ? 0 : g, null);
  }

  @Test
  void abs() {
    gradients("abs", (a, b) -> a.abs(), OPERANDS, OPERANDS, (a, b, g) -> bySign(a, g), null);
  }

  @Test
  void maximum() {
    Formula ofA = (a, b, g) -> a == b ? g / 2 : a < b ? 0 : g;
    Formula ofB = (a, b, g) -> a == b ? g / 2 : a > b ? 0 : g;
    gradients("maximum", Tensor::maximum, OPERANDS, OPERANDS, ofA, ofB);
    gradients("maximum", Tensor::maximum, OPERANDS, OPERANDS, ofA, null);
    gradients("maximum", Tensor::maximum, OPERANDS, OPERANDS, null, ofB);
  }

  @Test
  void minimum() {
    Formula ofA = (a, b, g) -> a == b ? g / 2 : a > b ? 0 : g;
    Formula ofB = (a, b, g) -> a == b ? g / 2 : a < b ? 0 : g;
    gradients("minimum", Tensor::minimum, OPERANDS, OPERANDS, ofA, ofB);
    gradients("minimum", Tensor::minimum, OPERANDS, OPERANDS, ofA, null);
    gradients("minimum", Tensor::minimum, OPERANDS, OPERANDS, null, ofB);
  }

  @Test
  void extremaOfRowsAndColumns() {
    Tensor a = Tensor.of(new float[] {INF, 0, -INF}, 3, 1).requiresGrad(true);
    Tensor b = Tensor.of(new float[] {INF, 1}, 1, 2).requiresGrad(true);
    a.maximum(b).backward(Tensor.of(new float[] {2, 3, NAN, INF, 4, 5}, 3, 2));
    // Row 0: inf and inf share 2, inf gets 3; below, a always loses.
    assertThat(a.grad().toArray()).containsExactly(4, 0, 0);
    assertThat(b.grad().toArray()).containsExactly(NAN, INF);
  }

  @Test
  void clamp() {
    for (float min : OPERANDS) {
      for (float max : OPERANDS) {
        gradients(
            "clamp(" + min + ", " + max + ")",
            (a, b) -> a.clamp(min, max),
            OPERANDS,
            new float[] {0},
            (a, b, g) -> a >= min && a <= max ? g : 0,
            null);
        float[] y = Tensor.of(OPERANDS).clamp(min, max).toArray();
        for (int i = 0; i < y.length; i++) {
          assertEquals(Math.min(Math.max(OPERANDS[i], min), max), y[i]);
        }
      }
    }
  }

  @Test
  void whatWasClampedAwayDoesNotTrainToNaN() {
    float[] values = {-1, 4, -0.5f, 9, -INF};
    float[] expected = {0, 0.25f, 0, 1 / 6f, 0};
    for (int way = 0; way < 3; way++) {
      Tensor x = Tensor.of(values).requiresGrad(true);
      Tensor y =
          way == 0
              ? x.clamp(0, INF)
              : way == 1 ? x.maximum(Tensor.scalar(0)) : Tensor.scalar(0).maximum(x);
      y.sqrt().sum().backward();
      assertThat(x.grad().toArray()).containsExactly(expected);
    }
  }

  @Test
  void errors() {
    Formula l1 = (a, b, g) -> bySign(difference(a, b), g);
    Formula opposite = (a, b, g) -> bySign(difference(b, a), g);
    gradients("l1", new L1Loss(Reduction.NONE)::forward, OPERANDS, OPERANDS, l1, opposite);
    Formula huber = (a, b, g) -> cut(difference(a, b), 1.5, 1.5, 1, g);
    gradients(
        "huber", new HuberLoss(Reduction.NONE, 1.5f)::forward, OPERANDS, OPERANDS, huber, null);
    Formula smooth = (a, b, g) -> cut(difference(a, b), 0.5, 1, 2, g);
    gradients(
        "smooth_l1",
        new SmoothL1Loss(Reduction.NONE, 0.5f)::forward,
        OPERANDS,
        OPERANDS,
        smooth,
        null);
  }

  @Test
  void binaryCrossEntropyOfLogits() {
    float[] t = {0, 1, 0.5f, 0.1f, 1e-30f};
    BinaryOperator<Tensor> loss = new BCEWithLogitsLoss(Reduction.NONE)::forward;
    values("bce", loss, LOGITS, t, (x, p) -> times(1 - p, softplus(x)) + times(p, softplus(-x)));
    // Of the sigmoid as a float, which is 1 from 17 on: a derivative of 0 is computed, not
    // selected.
    gradients(
        "bce", loss, LOGITS, t, (x, p, g) -> ((float) (1 / (1 + Math.exp(-x))) - p) * g, null);
    gradients(
        "bce",
        loss,
        LOGITS,
        t,
        null,
        (x, p, g) -> Double.isInfinite(x) && p == (x > 0 ? 1 : 0) ? 0 : (float) (-x * g));
  }

  @Test
  void kullbackLeibler() {
    float[] x = {0, -1, -30, -INF, NAN, -3e38f};
    float[] t = {0, 1, 0.5f, 0.1f, 1e-30f};
    BinaryOperator<Tensor> loss = new KLDivLoss(Reduction.NONE)::forward;
    values("kl", loss, x, t, (l, p) -> times(p, Math.log(p)) - times(p, l));
    gradients("kl", loss, x, t, (l, p, g) -> p == 0 && !(Math.abs(g) <= 3.4e38) ? 0 : -p * g, null);
    gradients(
        "kl",
        loss,
        x,
        t,
        null,
        (l, p, g) -> p == 0 && l == -INF ? 0 : (float) (Math.log(p) - l + 1) * g);
    float[] logs = {0, -1, -INF, -200, -30};
    loss = new KLDivLoss(Reduction.NONE, true)::forward;
    values(
        "kl of logs",
        loss,
        x,
        logs,
        (l, p) -> times((float) Math.exp(p), p) - times((float) Math.exp(p), l));
    gradients("kl of logs", loss, x, logs, (l, p, g) -> p <= -200 ? 0 : -Math.exp(p) * g, null);
  }

  @Test
  void poisson() {
    float[] counts = {0, 1, 3};
    BinaryOperator<Tensor> loss = new PoissonNLLLoss(Reduction.NONE)::forward;
    values("poisson", loss, LOGITS, counts, (x, t) -> x == INF ? INF : Math.exp(x) - times(t, x));
    gradients("poisson", loss, LOGITS, counts, (x, t, g) -> ((float) Math.exp(x) - t) * g, null);
    float[] rates = {0, 1, 0.5f, INF, 3e38f, NAN, -1};
    loss = new PoissonNLLLoss(Reduction.NONE, false, false, 0f)::forward;
    values(
        "poisson of a rate",
        loss,
        rates,
        counts,
        (x, t) -> x == INF ? INF : x - times(t, Math.log(x)));
    gradients(
        "poisson of a rate",
        loss,
        rates,
        counts,
        (x, t, g) -> (x == 0 && t == 0 ? 1 : 1 - t / x) * g,
        null);
  }

  /** Gradients of the first and of the second operand, of those that have a formula. */
  private void gradients(
      String name,
      BinaryOperator<Tensor> function,
      float[] as,
      float[] bs,
      Formula ofFirst,
      Formula ofSecond) {
    int n = as.length * bs.length * ABOVE.length;
    float[] a = new float[n];
    float[] b = new float[n];
    float[] g = new float[n];
    for (int i = 0; i < n; i++) {
      a[i] = as[i % as.length];
      b[i] = bs[i / as.length % bs.length];
      g[i] = ABOVE[i / as.length / bs.length];
    }
    Tensor first = Tensor.of(a).requiresGrad(ofFirst != null);
    Tensor second = Tensor.of(b).requiresGrad(ofSecond != null);
    function.apply(first, second).backward(Tensor.of(g));
    for (int i = 0; i < n; i++) {
      String where = name + " at " + a[i] + ", " + b[i] + " under " + g[i];
      if (ofFirst != null) {
        same(where, ofFirst.of(a[i], b[i], g[i]), first.grad().get(i));
      }
      if (ofSecond != null) {
        same(where + ", second", ofSecond.of(a[i], b[i], g[i]), second.grad().get(i));
      }
      cases++;
    }
    // The same elements alone, where no vector is full, under one gradient for all.
    float[] alone = ofFirst == null ? null : new float[1];
    for (int i = 0; alone != null && i < n; i += 7) {
      Tensor one = Tensor.of(new float[] {a[i]}).requiresGrad(true);
      function.apply(one, Tensor.of(new float[] {b[i]})).sum().backward(Tensor.scalar(g[i]));
      assertEquals(
          Float.floatToIntBits(first.grad().get(i)), Float.floatToIntBits(one.grad().get(0)), name);
    }
  }

  private interface Value {
    double of(double x, double t);
  }

  private static void values(
      String name, BinaryOperator<Tensor> loss, float[] xs, float[] ts, Value value) {
    int n = xs.length * ts.length;
    float[] x = new float[n];
    float[] t = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = xs[i % xs.length];
      t[i] = ts[i / xs.length];
    }
    float[] y = loss.apply(Tensor.of(x), Tensor.of(t)).toArray();
    for (int i = 0; i < n; i++) {
      String where = name + " of " + x[i] + ", " + t[i];
      same(where, value.of(x[i], t[i]), y[i]);
      float alone = loss.apply(Tensor.of(new float[] {x[i]}), Tensor.of(new float[] {t[i]})).get(0);
      assertEquals(Float.floatToIntBits(y[i]), Float.floatToIntBits(alone), where);
    }
  }

  /** Equal infinities and NaN, and numbers to a few bits. */
  private static void same(String where, double expected, float actual) {
    float rounded = (float) expected;
    if (Float.isFinite(rounded) && Float.isFinite(actual)) {
      assertThat((double) actual)
          .as(where)
          .isCloseTo(expected, Offset.offset(2e-6 * Math.abs(expected) + 1e-7));
    } else {
      assertEquals(rounded, actual, where);
    }
  }

  private static double bySign(double x, double g) {
    return x > 0 ? g : x < 0 ? -g : x == 0 ? 0 : NAN;
  }

  /** As floats have it. */
  private static float difference(double a, double b) {
    return (float) a - (float) b;
  }

  private static double cut(double d, double limit, double most, double slope, double g) {
    return d >= limit ? most * g : d <= -limit ? -most * g : d * slope * g;
  }

  private static double softplus(double x) {
    return Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x)));
  }

  private static double times(double a, double b) {
    return a == 0 && Double.isInfinite(b) ? 0 : a * b;
  }
}
