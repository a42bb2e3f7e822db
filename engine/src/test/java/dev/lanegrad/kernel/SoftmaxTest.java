package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Softmax and its gradient have the bits of their contract, however the rows are laid out. */
class SoftmaxTest {
  private static final int[] COLUMNS = {0, 1, 2, 3, 7, 8, 10, 33, 63, 64, 65, 1021, 5000};

  /** On both sides of the fewest rows that are transposed, and of groups of them. */
  private static final int[] ROWS = {0, 1, 15, 16, 17, 64, 450};

  private long cases;

  @BeforeEach
  void skipWidthsThatTheCpuLacks() {
    UnderTest.current();
  }

  private static void contract(boolean log, float[] x, float[] y) {
    float max = Float.NEGATIVE_INFINITY;
    for (float value : x) {
      max = Math.max(max, value);
    }
    float[] e = new float[x.length];
    for (int j = 0; j < x.length; j++) {
      e[j] = Elementary.exp(x[j] - max);
    }
    float sum = UnderTest.PLAIN.sum(x.length, e, 0);
    for (int j = 0; j < x.length; j++) {
      y[j] = log ? x[j] - max - Elementary.log(sum) : e[j] / sum;
    }
  }

  private static void contract(boolean log, float[] y, float[] dy, float[] dx) {
    float[] terms = dy.clone();
    for (int j = 0; j < y.length; j++) {
      terms[j] *= log ? 1f : y[j];
    }
    float sum = UnderTest.PLAIN.sum(y.length, terms, 0);
    for (int j = 0; j < y.length; j++) {
      dx[j] = log ? dy[j] - Elementary.exp(y[j]) * sum : (dy[j] - sum) * y[j];
    }
  }

  @Test
  void hasTheBitsOfTheContract() {
    for (int n : COLUMNS) {
      for (int m : ROWS) {
        for (int variant = 0; (m < 450 || n < 100) && variant < 4; variant++) {
          compare(m, n, (variant & 1) != 0, (variant & 2) != 0);
        }
      }
    }
    UnderTest.report("softmaxes", cases);
  }

  private void compare(int m, int n, boolean log, boolean wild) {
    Numbers numbers = new Numbers(m * 31L + n);
    float[] x = wild ? numbers.wild(m * n + 1) : numbers.tame(m * n + 1);
    float[] dy = wild ? numbers.wild(m * n + 2) : numbers.tame(m * n + 2);
    if (!wild) {
      Arrays.fill(dy, 2, m == 0 ? 2 : 2 + n, -0f); // a sum of these is +0
    }
    float[] y = new float[m * n];
    float[] dx = new float[m * n];
    float[] row = new float[n];
    float[] rowY = new float[n];
    float[] rowDy = new float[n];
    float[] rowDx = new float[n];
    for (int i = 0; i < m; i++) {
      System.arraycopy(x, 1 + i * n, row, 0, n);
      contract(log, row, rowY);
      System.arraycopy(rowY, 0, y, i * n, n);
      System.arraycopy(dy, 2 + i * n, rowDy, 0, n);
      contract(log, rowY, rowDy, rowDx);
      System.arraycopy(rowDx, 0, dx, i * n, n);
    }
    for (Kernels kernels : UnderTest.onThreads()) {
      float[] actual = new float[m * n];
      kernels.softmax(m, n, log, x, 1, actual, 0);
      Numbers.assertSameBits(y, actual, m, n, log, wild, kernels.threads());
      float[] inPlace = x.clone();
      kernels.softmax(m, n, log, inPlace, 1, inPlace, 1);
      System.arraycopy(inPlace, 1, actual, 0, m * n);
      Numbers.assertSameBits(y, actual, m, n, log, wild, kernels.threads());
      float[] gradient = new float[m * n];
      kernels.softmaxGradient(m, n, log, actual, 0, dy, 2, gradient, 0);
      Numbers.assertSameBits(dx, gradient, m, n, log, wild, kernels.threads());
      cases += 3;
    }
  }

  @Test
  void isNearTheTrueValue() {
    int m = 20;
    int n = 10;
    float[] x = new Numbers(1).tame(m * n);
    float[] y = new float[m * n];
    float[] log = new float[m * n];
    UnderTest.current().softmax(m, n, false, x, 0, y, 0);
    UnderTest.current().softmax(m, n, true, x, 0, log, 0);
    for (int i = 0; i < m; i++) {
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.exp(x[i * n + j]);
      }
      for (int j = 0; j < n; j++) {
        double expected = Math.exp(x[i * n + j]) / sum;
        assertEquals(expected, y[i * n + j], 1e-6 * expected);
        assertEquals(Math.log(expected), log[i * n + j], 1e-6);
      }
    }
  }

  @Test
  void refusesWhatDoesNotFit() {
    Kernels kernels = UnderTest.current();
    float[] six = new float[6];
    assertThatThrownBy(() -> kernels.softmax(-1, 3, false, six, 0, six, 0))
        .hasMessage("m = -1: a size must not be negative");
    assertThatThrownBy(() -> kernels.softmax(2, 3, false, six, 1, six, 0))
        .hasMessage("x has 6 elements, too few for 2 rows of 3, 3 apart, from offset 1");
    assertThatThrownBy(() -> kernels.softmaxGradient(2, 3, true, six, 0, six, 0, new float[5], 0))
        .hasMessage("dx has 5 elements, too few for 2 rows of 3, 3 apart, from offset 0");
  }
}
