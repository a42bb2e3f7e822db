package dev.lanegrad.kernel;

import static dev.lanegrad.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import org.junit.jupiter.api.Test;

/** Elementwise kernels have the bits of their definition at every size, offset and increment. */
class ElementwiseTest {
  /** None, around the lanes of every width, primes, and one with many blocks. */
  static final int[] SIZES = {
    0, 1, 2, 3, 4, 5, 7, 8, 9, 13, 15, 16, 17, 31, 32, 33, 63, 64, 65, 127, 1021, 4096, 4097, 140001
  };

  private static final int OFFSET = 3;

  private long cases;

  @Test
  void unary() {
    for (Unary op : Unary.values()) {
      for (int n : SIZES) {
        float[] x = new Numbers(n).wild(n + OFFSET);
        float[] expected = new float[n + OFFSET + 2];
        for (int i = 0; i < n; i++) {
          expected[i + 2] = op.apply(x[i + OFFSET]);
        }
        for (Kernels kernels : UnderTest.onThreads()) {
          float[] y = new float[n + OFFSET + 2];
          kernels.unary(op, n, x, OFFSET, y, 2);
          assertSameBits(expected, y, op, n, kernels.threads());
          float[] inPlace = x.clone();
          kernels.unary(op, n, inPlace, 0, inPlace, 0);
          for (int i = 0; i < n; i++) {
            assertEquals(
                Float.floatToIntBits(op.apply(x[i])), Float.floatToIntBits(inPlace[i]), op.name());
          }
          cases += 2;
        }
      }
    }
    assertEquals(Unary.values().length * SIZES.length * 6L, cases);
    UnderTest.report("functions of one operand", cases);
  }

  @Test
  void binary() {
    for (Binary op : Binary.values()) {
      for (int n : SIZES) {
        float[] a = new Numbers(n).wild(n + OFFSET + 1);
        float[] b = new Numbers(n + 1).wild(n + OFFSET + 1);
        for (int inc = 0; inc < 4; inc++) {
          int aInc = inc & 1;
          int bInc = inc >> 1;
          float[] expected = new float[n + 2];
          for (int i = 0; i < n; i++) {
            expected[i + 2] = op.apply(a[1 + i * aInc], b[OFFSET + i * bInc]);
          }
          for (Kernels kernels : UnderTest.onThreads()) {
            float[] c = new float[n + 2];
            kernels.binary(op, n, a, 1, aInc, b, OFFSET, bInc, c, 2);
            assertSameBits(expected, c, op, n, aInc, bInc, kernels.threads());
            cases++;
          }
        }
      }
    }
    assertEquals(Binary.values().length * SIZES.length * 12L, cases);
    UnderTest.report("functions of two operands", cases);
  }

  @Test
  void binaryInPlaceFromOffsetZero() {
    for (int n : SIZES) {
      float[] a = new Numbers(n).wild(n);
      float[] b = new Numbers(n + 1).wild(n);
      float[] expected = new float[n];
      for (int i = 0; i < n; i++) {
        expected[i] = a[i] - b[i];
      }
      for (Kernels kernels : UnderTest.onThreads()) {
        float[] left = a.clone();
        kernels.binary(Binary.SUB, n, left, 0, 1, b, 0, 1, left, 0);
        assertSameBits(expected, left, n);
        float[] right = b.clone();
        kernels.binary(Binary.SUB, n, a, 0, 1, right, 0, 1, right, 0);
        assertSameBits(expected, right, n);
      }
    }
  }

  @Test
  void copyToRowsAndColumnSums() {
    for (int m : new int[] {0, 1, 2, 10, 65}) {
      for (int n : new int[] {0, 1, 15, 16, 17, 64, 130, 1021}) {
        Numbers numbers = new Numbers(m + n);
        float[] a = numbers.wild(1 + m * (n + 3));
        float[] y = numbers.wild(n + 2);
        for (boolean accumulate : new boolean[] {false, true}) {
          float[] expected = y.clone();
          for (int j = 0; j < n; j++) {
            float sum = accumulate ? y[2 + j] : 0f;
            for (int i = 0; i < m; i++) {
              sum += a[1 + i * (n + 3) + j];
            }
            expected[2 + j] = sum;
          }
          for (Kernels kernels : UnderTest.onThreads()) {
            float[] actual = y.clone();
            kernels.columnSums(m, n, a, 1, n + 3, actual, 2, accumulate);
            assertSameBits(expected, actual, m, n, accumulate, kernels.threads());
            float[] rows = new float[1 + m * (n + 3)];
            kernels.copyToRows(m, n, y, 2, rows, 1, n + 3);
            for (int i = 0; i < m; i++) {
              for (int j = 0; j < n; j++) {
                assertEquals(y[2 + j], rows[1 + i * (n + 3) + j]);
              }
            }
          }
        }
      }
    }
  }

  /** What relu passes on, and its column sums, are the same in one pass as apart. */
  @Test
  void reluBackward() {
    for (int m : new int[] {0, 1, 2, 10, 65}) {
      for (int n : new int[] {0, 1, 15, 16, 17, 32, 64, 130, 1021}) {
        Numbers numbers = new Numbers(3 * m + n);
        float[] y = numbers.wild(1 + m * (n + 3));
        for (int i = 0; i < y.length; i++) {
          y[i] = Unary.RELU.apply(y[i]);
        }
        float[] dy = numbers.wild(4 + m * (n + 1));
        float[] sums = numbers.tame(n + 2);
        for (boolean accumulate : new boolean[] {false, true}) {
          float[] passed = dy.clone();
          float[] expected = sums.clone();
          for (int j = 0; j < n; j++) {
            float sum = accumulate ? sums[2 + j] : 0f;
            for (int i = 0; i < m; i++) {
              int at = 4 + i * (n + 1) + j;
              float on = y[1 + i * (n + 3) + j];
              passed[at] = on > 0 || on != on ? dy[at] : 0f;
              sum += passed[at];
            }
            expected[2 + j] = sum;
          }
          for (Kernels kernels : UnderTest.onThreads()) {
            float[] masked = dy.clone();
            float[] actual = sums.clone();
            kernels.reluBackward(m, n, y, 1, n + 3, masked, 4, n + 1, actual, 2, accumulate);
            assertSameBits(passed, masked, m, n, accumulate, kernels.threads());
            assertSameBits(expected, actual, m, n, accumulate, kernels.threads());
          }
        }
      }
    }
  }
}
