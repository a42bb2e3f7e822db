package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Cross entropy has the bits of its contract, and is near the true value. */
class CrossEntropyTest {
  @BeforeEach
  void skipWidthsThatTheCpuLacks() {
    UnderTest.current();
  }

  private static final int[] COLUMNS = {1, 2, 3, 10, 63, 64, 65, 127, 1021, 5000};
  private static final int[] ROWS = {0, 1, 2, 17, 64, 131};

  private long cases;

  /** One row by the words of the contract: the loss, and the gradient to dx. */
  private static float contract(
      float[] x, int c, int ignored, float[] w, float e, float g, float[] dx) {
    int n = x.length;
    if (c == ignored) {
      return 0f;
    }
    float max = Float.NEGATIVE_INFINITY;
    for (float value : x) {
      max = Math.max(max, value);
    }
    float[] d = new float[n];
    float[] dw = new float[n];
    float[] exp = new float[n];
    for (int j = 0; j < n; j++) {
      d[j] = x[j] - max;
      dw[j] = d[j] * w[j];
      exp[j] = Elementary.exp(d[j]);
    }
    float s = UnderTest.PLAIN.sum(n, exp, 0);
    float l = Elementary.log(s);
    float hit = (1 - e) * w[c];
    float y = hit * (l - d[c]);
    float all = hit;
    float share = e / n;
    if (e != 0) {
      float total = UnderTest.PLAIN.sum(n, w, 0);
      y = Math.fma(share, Math.fma(l, total, -UnderTest.PLAIN.sum(n, dw, 0)), y);
      all = Math.fma(share, total, hit);
    }
    float factor = g * all / s;
    for (int j = 0; j < n; j++) {
      dx[j] = exp[j] * factor;
      dx[j] = e == 0 ? dx[j] : Math.fma(-(g * share), w[j], dx[j]);
    }
    dx[c] -= g * hit;
    return y;
  }

  @Test
  void hasTheBitsOfTheContract() {
    for (int n : COLUMNS) {
      for (int m : ROWS) {
        for (int variant = 0; variant < 8; variant++) {
          compare(m, n, (variant & 1) != 0, (variant & 2) != 0, (variant & 4) != 0);
        }
      }
    }
    UnderTest.report("cross entropies", cases);
  }

  private void compare(int m, int n, boolean wild, boolean weighted, boolean smooth) {
    Numbers numbers = new Numbers(m * 31L + n);
    float[] x = wild ? numbers.wild(m * n + 1) : numbers.tame(m * n + 1);
    float[] w = weighted ? numbers.tame(n + 1) : null;
    float[] g = numbers.tame(m + 1);
    float smoothing = smooth ? 0.1f : 0f;
    int ignored = n > 2 ? 1 : -100;
    float[] t = new float[m];
    float[] row = new float[n];
    float[] weights = new float[n];
    for (int j = 0; j < n; j++) {
      weights[j] = weighted ? w[1 + j] : 1f;
    }
    float[] y = new float[m];
    float[] dx = new float[m * n];
    for (int i = 0; i < m; i++) {
      t[i] = numbers.next(n);
      System.arraycopy(x, 1 + i * n, row, 0, n);
      float[] d = new float[n];
      y[i] = contract(row, (int) t[i], ignored, weights, smoothing, g[1 + i], d);
      System.arraycopy(d, 0, dx, i * n, n);
    }
    for (Kernels kernels : UnderTest.onThreads()) {
      float[] values = new float[m];
      kernels.crossEntropy(
          m, n, x, 1, t, 0, w, 1, smoothing, ignored, values, 0, null, 0, 0, null, 0);
      Numbers.assertSameBits(y, values, m, n, weighted, smooth, kernels.threads());
      float[] gradient = new float[m * n];
      values = new float[m];
      kernels.crossEntropy(
          m, n, x, 1, t, 0, w, 1, smoothing, ignored, values, 0, g, 1, 1, gradient, 0);
      Numbers.assertSameBits(y, values, m, n, weighted, smooth, kernels.threads());
      Numbers.assertSameBits(dx, gradient, m, n, weighted, smooth, kernels.threads());
      float[] inPlace = x.clone();
      kernels.crossEntropy(
          m, n, inPlace, 1, t, 0, w, 1, smoothing, ignored, values, 0, g, 1, 1, inPlace, 1);
      System.arraycopy(inPlace, 1, gradient, 0, m * n);
      Numbers.assertSameBits(dx, gradient, m, n, weighted, smooth, kernels.threads());
      cases += 3;
    }
  }

  @Test
  void isNearTheTrueValue() {
    int m = 7;
    int n = 100;
    float[] x = new Numbers(1).tame(m * n);
    for (int i = 0; i < x.length; i++) {
      x[i] *= 20;
    }
    float[] t = {0, 99, 50, 3, 4, 5, 6};
    float[] y = new float[m];
    UnderTest.current()
        .crossEntropy(m, n, x, 0, t, 0, null, 0, 0f, -100, y, 0, null, 0, 0, null, 0);
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.exp(x[i * n + j]);
      }
      double expected = Math.log(sum) - x[i * n + (int) t[i]];
      assertEquals(expected, y[i], 1e-6 * Math.max(1, expected));
    }
  }

  @Test
  void largeLogitsDontOverflow() {
    float[] x = {1000, 999, -1000, Float.NEGATIVE_INFINITY};
    float[] y = new float[1];
    float[] dx = new float[4];
    UnderTest.current()
        .crossEntropy(
            1, 4, x, 0, new float[1], 0, null, 0, 0f, -100, y, 0, new float[] {1}, 0, 0, dx, 0);
    assertEquals(Math.log1p(Math.exp(-1)), y[0], 1e-6);
    assertTrue(dx[0] < 0 && dx[1] > 0, "signs");
    assertEquals(0f, dx[2] + dx[3]);
  }

  @Test
  void refusesClassesThatDontExist() {
    float[] y = {7};
    for (float c : new float[] {-1, 3, 0.5f, Float.NaN}) {
      assertThatThrownBy(
              () ->
                  UnderTest.current()
                      .crossEntropy(
                          1,
                          3,
                          new float[3],
                          0,
                          new float[] {c},
                          0,
                          null,
                          0,
                          0f,
                          -100,
                          y,
                          0,
                          null,
                          0,
                          0,
                          null,
                          0))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("t has the class " + c + " at row 0, which is none of the 3");
    }
    assertArrayEquals(new float[] {7}, y);
  }
}
