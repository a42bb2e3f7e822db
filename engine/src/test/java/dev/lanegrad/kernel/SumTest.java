package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.Test;

/**
 * Sums follow the order that the contract writes down, and so keep their bits and their precision.
 */
class SumTest {
  private long cases;

  /** The contract of {@link Kernels#sum}, word by word. */
  private static float contract(int n, float[] x, int xOffset) {
    if (n > Kernels.SUM_BLOCK) {
      int blocks = (n + Kernels.SUM_BLOCK - 1) / Kernels.SUM_BLOCK;
      float[] sums = new float[blocks];
      for (int b = 0; b < blocks; b++) {
        int from = b * Kernels.SUM_BLOCK;
        sums[b] = contract(Math.min(Kernels.SUM_BLOCK, n - from), x, xOffset + from);
      }
      return contract(blocks, sums, 0);
    }
    float[] lane = new float[64];
    for (int i = 0; i < n; i++) {
      lane[i % 64] += x[xOffset + i];
    }
    for (int half : new int[] {32, 16, 8, 4, 2, 1}) {
      for (int l = 0; l < half; l++) {
        lane[l] += lane[l + half];
      }
    }
    return lane[0];
  }

  private static void assertSame(float expected, float actual, Object what) {
    assertEquals(Float.floatToIntBits(expected), Float.floatToIntBits(actual), what.toString());
  }

  @Test
  void sumHasTheOrderOfTheContract() {
    for (int n : ElementwiseTest.SIZES) {
      for (boolean wild : new boolean[] {false, true}) {
        Numbers numbers = new Numbers(n);
        float[] x = wild ? numbers.wild(n + 1) : numbers.tame(n + 1);
        float expected = contract(n, x, 1);
        for (Kernels kernels : UnderTest.onThreads()) {
          assertSame(expected, kernels.sum(n, x, 1), n);
          cases++;
        }
      }
    }
    UnderTest.report("sums", cases);
  }

  @Test
  void sumOfManyBlocksOfBlocks() {
    int n = Kernels.SUM_BLOCK * Kernels.SUM_BLOCK + 12_345;
    float[] x = new Numbers(1).tame(n);
    float expected = contract(n, x, 0);
    for (Kernels kernels : UnderTest.onThreads()) {
      assertSame(expected, kernels.sum(n, x, 0), kernels.threads());
    }
  }

  @Test
  void sumOfNegativeZerosIsPositiveZero() {
    float[] x = {-0f, -0f, -0f};
    for (Kernels kernels : UnderTest.onThreads()) {
      assertSame(0f, kernels.sum(3, x, 0), "sum");
      assertSame(0f, kernels.sum(0, x, 0), "sum of none");
    }
  }

  @Test
  void sumOfAMillionIsPrecise() {
    int n = 1_000_000;
    float[] x = new Numbers(2).tame(n);
    double expected = 0;
    for (int i = 0; i < n; i++) {
      x[i] *= x[i];
      expected += x[i];
    }
    assertThat((double) UnderTest.current().sum(n, x, 0))
        .isCloseTo(expected, org.assertj.core.data.Offset.offset(expected * 1e-6));
  }

  @Test
  void maxIsTheLargestAndNanWins() {
    for (int n : ElementwiseTest.SIZES) {
      for (boolean wild : new boolean[] {false, true}) {
        float[] x = wild ? new Numbers(n).wild(n + 1) : new Numbers(n).tame(n + 1);
        float expected = Float.NEGATIVE_INFINITY;
        for (int i = 1; i <= n; i++) {
          expected = Math.max(expected, x[i]);
        }
        for (Kernels kernels : UnderTest.onThreads()) {
          assertSame(expected, kernels.max(n, x, 1), n);
        }
      }
    }
  }

  @Test
  void lossSumIsTheSumOfItsValues() {
    for (PointLoss loss : PointLoss.values()) {
      for (int n : ElementwiseTest.SIZES) {
        for (boolean wild : new boolean[] {false, true}) {
          Numbers numbers = new Numbers(n);
          float[] x = wild ? numbers.wild(n + 1) : numbers.tame(n + 1);
          float[] t = wild ? numbers.wild(n + 2) : numbers.tame(n + 2);
          float[] g = wild ? numbers.wild(n + 3) : numbers.tame(n + 3);
          float[] before = numbers.tame(n + 1);
          float parameter = 0.75f;
          float[] values = new float[n];
          float[] dx = before.clone();
          float[] sums = before.clone();
          float[] scaled = before.clone();
          for (int i = 0; i < n; i++) {
            values[i] = loss.value(x[1 + i], t[2 + i], parameter);
            dx[1 + i] = loss.gradient(x[1 + i], t[2 + i], parameter, g[3 + i]);
            scaled[1 + i] = loss.gradient(x[1 + i], t[2 + i], parameter, g[0]);
            sums[1 + i] = before[1 + i] + loss.gradient(x[1 + i], t[2 + i], parameter, g[0]);
          }
          for (Kernels kernels : UnderTest.onThreads()) {
            float[] actual = new float[n];
            kernels.lossValues(loss, parameter, n, x, 1, t, 2, actual, 0);
            Numbers.assertSameBits(values, actual, loss, n);
            assertSame(
                contract(n, values, 0), kernels.lossSum(loss, parameter, n, x, 1, t, 2), loss);
            float[] d = before.clone();
            kernels.lossGradient(loss, parameter, n, x, 1, t, 2, g, 3, 1, d, 1, false);
            Numbers.assertSameBits(dx, d, loss, n);
            d = before.clone();
            kernels.lossGradient(loss, parameter, n, x, 1, t, 2, g, 0, 0, d, 1, true);
            Numbers.assertSameBits(sums, d, loss, n);
            d = before.clone();
            float fused = kernels.lossSumAndGradient(loss, parameter, n, x, 1, t, 2, g[0], d, 1);
            assertSame(contract(n, values, 0), fused, loss);
            Numbers.assertSameBits(scaled, d, loss, n);
            cases += 5;
          }
        }
      }
    }
    UnderTest.report("losses and their gradients", cases);
  }
}
