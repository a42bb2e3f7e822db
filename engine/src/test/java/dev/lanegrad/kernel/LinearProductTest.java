package dev.lanegrad.kernel;

import static dev.lanegrad.testing.Numbers.assertSameBits;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.Test;

/** A layer's product has the bits of the triple loop that starts from the bias. */
class LinearProductTest {
  /** A row's result doesn't depend on the batch that it is in. */
  @Test
  void rowOfABatch() {
    Numbers numbers = new Numbers(5);
    float[] x = numbers.tame(64 * 100);
    float[] w = numbers.tame(48 * 100);
    float[] bias = numbers.tame(48);
    for (Kernels kernels : UnderTest.onThreads()) {
      float[] all = new float[64 * 48];
      kernels.linear(64, 48, 100, x, 0, 100, w, 0, 100, bias, 0, true, all, 0, 48);
      float[] each = new float[64 * 48];
      for (int i = 0; i < 64; i++) {
        kernels.linear(1, 48, 100, x, i * 100, 100, w, 0, 100, bias, 0, true, each, i * 48, 48);
      }
      assertSameBits(all, each);
    }
  }

  @Test
  void linearIsAProductFromTheBias() {
    for (int[] shape :
        new int[][] {
          {1, 1, 1},
          {10, 16, 32},
          {10, 1, 16},
          {64, 103, 40},
          {33, 150, 70},
          {128, 73, 1024},
          {9, 37, 300},
          {90, 37, 300},
          {1, 16, 4},
          {2, 37, 301},
          {7, 50, 1022},
          {12, 500, 531},
          {3, 5, 0}
        }) {
      int m = shape[0];
      int n = shape[1];
      int k = shape[2];
      Numbers numbers = new Numbers(m + n);
      float[] x = numbers.wild(2 + m * (k + 1));
      float[] w = numbers.tame(1 + n * (k + 2));
      for (float[] bias : new float[][] {null, numbers.wild(n + 3)}) {
        for (boolean relu : new boolean[] {false, true}) {
          float[] start = numbers.tame(4 + m * (n + 3));
          float[] expected = start.clone();
          for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
              expected[4 + i * (n + 3) + j] = bias == null ? 0f : bias[3 + j];
            }
          }
          GemmTest.oracle(false, true, m, n, k, x, 2, k + 1, w, 1, k + 2, expected, 4, n + 3, true);
          for (int i = 0; relu && i < m; i++) {
            for (int j = 0; j < n; j++) {
              expected[4 + i * (n + 3) + j] = Math.max(0f, expected[4 + i * (n + 3) + j]);
            }
          }
          for (Kernels kernels : UnderTest.onThreads()) {
            float[] y = start.clone();
            kernels.linear(m, n, k, x, 2, k + 1, w, 1, k + 2, bias, 3, relu, y, 4, n + 3);
            assertSameBits(expected, y, m, n, k, relu, kernels.threads());
          }
        }
      }
    }
  }
}
