package dev.lanegrad.kernel;

import static dev.lanegrad.testing.Numbers.assertSameBits;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Every product has the bits of the triple loop, whatever computes it. */
class GemmTest {
  private long cases;

  /** The definition in five lines. */
  static void oracle(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    for (int i = 0; i < m; i++) {
      for (int j = 0; j < n; j++) {
        float sum = accumulate ? c[cOffset + i * ldc + j] : 0f;
        for (int p = 0; p < k; p++) {
          float aip = a[aOffset + (transA ? p * lda + i : i * lda + p)];
          float bpj = b[bOffset + (transB ? j * ldb + p : p * ldb + j)];
          sum = Math.fma(aip, bpj, sum);
        }
        c[cOffset + i * ldc + j] = sum;
      }
    }
  }

  private void check(int m, int n, int k, int slack, boolean wild) {
    check(m, n, k, slack, wild, 0, 1, 2, 3, 4, 5, 6, 7);
  }

  /** Of the layouts, bit 0 stands for transA, bit 1 for transB and bit 2 for accumulate. */
  private void check(int m, int n, int k, int slack, boolean wild, int... layouts) {
    Numbers numbers = new Numbers(31L * m + 7L * n + k);
    for (int layout : layouts) {
      boolean transA = (layout & 1) != 0;
      boolean transB = (layout & 2) != 0;
      boolean accumulate = (layout & 4) != 0;
      int lda = (transA ? m : k) + slack;
      int ldb = (transB ? k : n) + 2 * slack;
      int ldc = n + slack;
      int aOffset = 3 * slack;
      int bOffset = slack;
      int cOffset = 2 * slack;
      int aSize = aOffset + (transA ? k : m) * lda;
      int bSize = bOffset + (transB ? n : k) * ldb;
      float[] a = wild ? numbers.wild(aSize) : numbers.tame(aSize);
      float[] b = wild ? numbers.wild(bSize) : numbers.tame(bSize);
      float[] c = wild ? numbers.wild(cOffset + m * ldc) : numbers.tame(cOffset + m * ldc);
      float[] expected = c.clone();
      oracle(
          transA,
          transB,
          m,
          n,
          k,
          a,
          aOffset,
          lda,
          b,
          bOffset,
          ldb,
          expected,
          cOffset,
          ldc,
          accumulate);
      for (Kernels kernels : UnderTest.onThreads()) {
        float[] actual = c.clone();
        kernels.gemm(
            transA,
            transB,
            m,
            n,
            k,
            a,
            aOffset,
            lda,
            b,
            bOffset,
            ldb,
            actual,
            cOffset,
            ldc,
            accumulate);
        assertSameBits(expected, actual, m, n, k, transA, transB, accumulate, kernels.threads());
        cases++;
      }
    }
  }

  /** Rows of no columns may be any distance apart in an array that ends before the second. */
  @Test
  void noColumns() {
    float[] none = new float[0];
    for (Kernels kernels : UnderTest.onThreads()) {
      for (int k : new int[] {0, 3}) {
        float[] a = new float[5 * k];
        kernels.gemm(false, false, 5, 0, k, a, 0, k, none, 0, 4, none, 0, 4, false);
        kernels.linear(5, 0, k, a, 0, k, none, 0, k, null, 0, false, none, 0, 4);
      }
    }
  }

  @Test
  void smallSizes() {
    for (int m = 1; m <= 5; m++) {
      for (int n = 1; n <= 5; n++) {
        for (int k = 1; k <= 5; k++) {
          check(m, n, k, 0, false);
        }
      }
    }
    assertEquals(5 * 5 * 5 * 8 * 3, cases);
    UnderTest.report("products of 1..5 cubed", cases);
  }

  @Test
  void largerSizes() {
    List<int[]> shapes = new ArrayList<>();
    for (int size : new int[] {17, 64, 103, 129}) {
      shapes.add(new int[] {size, size, size});
    }
    for (int batch : new int[] {1, 2, 10, 64}) {
      shapes.add(new int[] {batch, 16, 32});
      shapes.add(new int[] {batch, 1, 16});
      shapes.add(new int[] {batch, 300, 77});
      shapes.add(new int[] {300, batch, 77});
      shapes.add(new int[] {40, 33, batch});
    }
    for (int[] shape : shapes) {
      check(shape[0], shape[1], shape[2], 0, false);
      check(shape[0], shape[1], shape[2], 5, false);
    }
    assertEquals(24 * 2 * 8 * 3, cases);
    UnderTest.report("products up to 129 cubed", cases);
  }

  /** Around the tiles (rows to 24, up to 8 vectors) and the blocks of the vector version. */
  @Test
  void edgesOfTilesAndBlocks() {
    for (int m : new int[] {1, 2, 3, 6, 7, 12, 13, 25}) {
      for (int n : new int[] {1, 15, 16, 17, 33, 48, 49, 65}) {
        check(m, n, 9, 1, false);
      }
    }
    for (int k : new int[] {511, 512, 513, 1023, 1024, 1025, 2049}) { // a pass over C, and more
      check(13, 35, k, 1, false);
      check(90, 150, k, 0, false, 0, 1, 2, 3);
    }
    check(2, 20, 1 << 14, 0, false); // the longest chain in place, and one beyond
    check(2, 20, (1 << 14) + 1, 1, false);
    check(14, 1400, 400, 0, false);
    for (int m : new int[] {23, 24, 25, 95, 96, 97, 193, 385}) { // panels of packed rows
      check(m, 130, 40, 1, false);
      check(m, 130, (1 << 18) / m + 1, 1, false, 1, 5);
    }
    check(1024, 131, 259, 0, false, 1, 5); // packed because they share a set of the cache
    check(2100, 131, 1030, 0, false, 1); // more than are packed at once
    for (int k : new int[] {2047, 2048, 2049, 4097}) { // a chain in one piece, for a few rows
      check(3, 37, k, 1, false);
    }
    for (int n : new int[] {2, 4, 7, 8, 9, 14, 30, 31, 63, 64, 66, 100, 130}) {
      check(1, n, 31, 0, false);
      check(11, n, 100, 0, false);
      check(n, 19, 16, 0, false);
    }
    UnderTest.report("products around tiles and blocks", cases);
  }

  /** Lanes beyond 1 MB, which are read in place sliver by sliver, or packed where they crowd. */
  @Test
  void farLanes() {
    for (int m : new int[] {12, 13, 16, 72, 73, 96, 97}) {
      check(m, 1024, 257, 0, false, 0, 1, 4); // rows 4096 bytes apart
      check(m, 1040, 257, 0, false, 0, 1, 5);
      check(m, 1001, 263, 1, m == 13, 0, 1, 4);
    }
    check(40, 1024, 513, 0, false, 0, 1, 4); // which crowd
    check(61, 2048, 300, 0, false, 0, 5);
    UnderTest.report("products of far lanes", cases);
  }

  /** More rows than lanes are read in place for, also on each of three threads. */
  @Test
  void manyRows() {
    for (int n : new int[] {16, 17, 40, 72, 100, 112, 130, 250}) { // slivers of one width or two
      check(400 + n % 7, n, 21, n % 2, n % 3 == 0);
      check(1250, n, 7, 1, false, 0, 1, 6);
    }
    UnderTest.report("products of many rows", cases);
  }

  /** A last vector that is not full overlaps the one before it. */
  @Test
  void everyNumberOfColumns() {
    for (int n = 1; n <= 100; n++) {
      check(7, n, 11, 1, n % 2 == 0); // in place
      if (n % 3 == 0) {
        check(80, n, 11, 1, false); // packed, where stored by columns
      }
    }
    for (int n = 3; n <= 100; n++) {
      check(40 + n % 30, n, 26, n % 2, n % 4 == 0, 1, 5); // the last few along the rows
    }
    check(80, 84, 300, 0, false); // C read again
    UnderTest.report("products of 1..100 columns", cases);
  }

  /** One or two rows by many weights, and chains of a few steps: C is passed over. */
  @Test
  void fewRowsAndShortChains() {
    for (int n : new int[] {255, 256, 257, 272, 300, 1024, 1039, 1040, 1041, 2100}) {
      for (int k = 1; k <= 7; k++) {
        check(1 + n % 10, n, k, k % 2, k % 2 == 0);
      }
    }
    for (int k = 8; k <= 17; k++) { // two and three passes, with 16 registers
      check(2 + k % 7, 256 + 51 * (k % 4), k, k % 2, k % 3 == 0);
    }
    for (int k : new int[] {1, 2, 3, 4, 5, 6, 7, 11, 16}) { // C so large that rows of B are copied
      check(127 + k, 1036 + k, k, k % 3, k % 2 == 0, 0, 1, 4, 5);
    }
    check(64, 2100, 6, 0, false, 0, 1, 4, 5);
    check(7, 20_000, 4, 1, false, 0, 1, 4, 5); // so few rows that they aren't
    for (int m : new int[] {1, 2, 3}) {
      check(m, 1063, 250, 1, false);
      check(m, 2065, 131, 0, true);
    }
    for (int m = 1; m <= 9; m++) {
      check(m, 320, 3, 1, true);
    }
    UnderTest.report("products of few rows and of short chains", cases);
  }

  /** Few rows by weights that are read in place and transposed in registers. */
  @Test
  void fewRowsByRows() {
    for (int m = 1; m <= 13; m++) {
      for (int n : new int[] {8, 15, 16, 17, 31, 32, 40}) {
        check(m, n, 2 + (m + n) % 9, 0, m % 2 == 0);
      }
      for (int n : new int[] {16, 31, 32, 64, 79}) {
        check(m, n, 16 + (7 * m + n) % 33, m % 2, m % 3 == 0, 2, 6);
      }
      check(m, 48, 1020 + m % 5, m % 3, false); // rows that share a set of the cache
      check(m, 35, 512, 0, true);
    }
    for (int slack = 0; slack <= 16; slack++) { // from each place in a cache line
      check(1 + slack % 4, 70, 160 - 2 * slack, slack, false, 2);
      check(1 + slack % 5, 96, 160 - 2 * slack, slack, true, 2, 6);
    }
    for (int m : new int[] {8, 9, 12, 13}) {
      check(m, 1031, 256, 1, false); // beyond 1 MB
    }
    UnderTest.report("products of few rows by rows", cases);
  }

  @Test
  void numbersThatAreNotTame() {
    for (int size : new int[] {1, 3, 17, 40, 64}) {
      check(size, size, size, 1, true);
      check(10, size, 33, 0, true);
    }
    UnderTest.report("products of NaN, infinities, zeros, subnormals", cases);
  }

  @Test
  void emptySizes() {
    for (int[] shape : new int[][] {{0, 3, 4}, {3, 0, 4}, {3, 4, 0}, {0, 0, 0}, {1, 1, 0}}) {
      check(shape[0], shape[1], shape[2], 0, false);
      check(shape[0], shape[1], shape[2], 2, true);
    }
  }

  /** Rows that are handed on have the bits of the product that is kept, and come in order. */
  @Test
  void rowsThatAreHandedOn() {
    for (int[] shape :
        new int[][] {
          {1, 1, 1},
          {16, 32, 10},
          {33, 100, 64},
          {9, 5, 300},
          {40, 17, 3},
          {21, 300, 5},
          {21, 300, 13},
          {70, 800, 256},
          {151, 1000, 300},
          {20, 1100, 1000},
          {1024, 100, 260},
          {18, 40, 1030},
          {5, 6, 0}
        }) {
      int m = shape[0];
      int n = shape[1];
      int k = shape[2];
      Numbers numbers = new Numbers(m + n);
      float[] a = numbers.wild(k * m);
      float[] b = numbers.tame(k * n);
      float[] expected = new float[m * n];
      oracle(true, false, m, n, k, a, 0, m, b, 0, n, expected, 0, n, false);
      for (Kernels kernels : UnderTest.onThreads()) {
        for (int room : new int[] {17, 72}) {
          float[] panel = numbers.wild(Math.min(m, room) * n);
          float[] actual = numbers.wild(m * n);
          int[] next = {0};
          kernels.gemmRows(
              m,
              n,
              k,
              a,
              b,
              panel,
              (i, rows, c, offset) -> {
                assertEquals(next[0], i);
                next[0] += rows;
                System.arraycopy(c, offset, actual, i * n, rows * n);
              });
          assertEquals(m, next[0]);
          assertSameBits(expected, actual, m, n, k, kernels.threads(), room);
        }
      }
    }
  }

  /** Who throws while rows are handed on does no harm to the products that follow. */
  @Test
  void rowsThatAreRefused() {
    for (Kernels kernels : UnderTest.onThreads()) {
      float[] panel = new float[16 * 32];
      IllegalStateException refusal = new IllegalStateException("refused");
      ProductRows refusing =
          (i, rows, c, offset) -> {
            throw refusal;
          };
      assertSame(
          refusal,
          assertThrows(
              IllegalStateException.class,
              () -> kernels.gemmRows(40, 32, 10, new float[400], new float[320], panel, refusing)));
    }
    check(40, 32, 10, 1, false);
  }
}
