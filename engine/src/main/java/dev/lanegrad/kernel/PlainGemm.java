package dev.lanegrad.kernel;

import java.util.Arrays;

/**
 * The matrix product in plain loops, row by row: {@code c[i] += a[i][p] * b[p]} for ascending p.
 *
 * <p>The rows of op(B) are arrays of their own and so is the row of C under way, because C2 makes
 * vectors of the inner loop only where all its arrays are indexed by the loop variable alone.
 */
final class PlainGemm {
  private float[][] rows = {};
  private float[] row = {};

  void gemm(
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
    grow(k, n);
    for (int p = 0; p < k; p++) {
      copyRow(transB, n, b, transB ? bOffset + p : bOffset + p * ldb, ldb, rows[p]);
    }
    for (int i = 0; i < m; i++) {
      int ci = cOffset + i * ldc;
      if (accumulate) {
        System.arraycopy(c, ci, row, 0, n);
      } else {
        Arrays.fill(row, 0, n, 0f);
      }
      for (int p = 0; p < k; p++) {
        float aip = a[transA ? aOffset + p * lda + i : aOffset + i * lda + p];
        PlainUpdates.axpy(n, aip, rows[p], row);
      }
      System.arraycopy(row, 0, c, ci, n);
    }
  }

  private static void copyRow(boolean transB, int n, float[] b, int from, int ldb, float[] row) {
    if (transB) {
      for (int j = 0; j < n; j++) {
        row[j] = b[from + j * ldb];
      }
    } else {
      System.arraycopy(b, from, row, 0, n);
    }
  }

  private void grow(int k, int n) {
    if (row.length < n) {
      row = new float[n];
      rows = new float[Math.max(k, rows.length)][n];
    } else if (rows.length < k) {
      rows = new float[k][row.length];
    }
  }
}
