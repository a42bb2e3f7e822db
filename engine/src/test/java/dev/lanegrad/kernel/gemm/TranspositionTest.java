package dev.lanegrad.kernel.gemm;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.vector.Lanes;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.Test;

/** Every element at its place, and nothing written beside the matrix. */
class TranspositionTest {
  @Test
  void everySizeAroundTheLanes() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "these are plain loops");
    long cases = 0;
    for (int m = 1; m <= 40; m++) {
      for (int n = 1; n <= 40; n++) {
        for (int slack : new int[] {0, 3}) {
          check(m, n, slack);
          checkToVectors(m, n, slack);
          cases += 2;
        }
      }
    }
    UnderTest.report("transpositions", cases);
  }

  /** Long rows that begin alike in their cache lines are read from a line's beginning on. */
  @Test
  void rowsOfWholeCacheLines() {
    assumeTrue(UnderTest.current().vectorBits() > 0, "these are plain loops");
    for (int m : new int[] {1, 7, 15, 16, 17, 40}) {
      for (int n = 120; n <= 160; n++) {
        check(m, n, 160 - n);
        checkToVectors(m, n, 160 - n);
      }
    }
  }

  private static void check(int m, int n, int slack) {
    float[] x = numbers(m * (n + slack));
    float[] y = numbers(2 + n * (m + slack));
    float[] expected = y.clone();
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        expected[2 + j * (m + slack) + i] = x[i * (n + slack) + j];
      }
    }
    Transposition.transpose(m, n, x, 0, n + slack, y, 2, m + slack);
    assertArrayEquals(expected, y, m + " x " + n + ", slack " + slack);
  }

  private static void checkToVectors(int m, int n, int slack) {
    int wide = (m + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT;
    float[] x = numbers(5 + m * (n + slack) - slack);
    float[] y = new float[n * wide];
    Transposition.transposeToVectors(m, n, x, 5, n + slack, y, 0, wide);
    float[] expected = y.clone(); // what follows where m is less than a vector may be anything
    for (int to = 0; to < Math.min(m, Lanes.COUNT) + wide - Lanes.COUNT; to++) {
      boolean inLast = m > Lanes.COUNT && to >= wide - Lanes.COUNT;
      int i = inLast ? m - (wide - to) : to;
      for (int j = 0; j < n; j++) {
        expected[j * wide + to] = x[5 + i * (n + slack) + j];
      }
    }
    assertArrayEquals(expected, y, m + " x " + n + ", slack " + slack);
  }

  private static float[] numbers(int n) {
    float[] x = new float[n];
    for (int i = 0; i < n; i++) {
      x[i] = i + 0.5f;
    }
    return x;
  }
}
