package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.runtime.Pool;
import dev.lanegrad.kernel.runtime.Pooled;
import dev.lanegrad.kernel.runtime.Scratch;
import java.lang.ref.SoftReference;
import java.util.Arrays;

/**
 * The matrix product in scalar kernels, row by row: {@code c[i] += a[i][p] * b[p]} for ascending p.
 *
 * <p>The rows of op(B) are arrays of their own and so is the row of C under way, because C2 makes
 * vectors of the inner loop only where all its arrays are indexed by the loop variable alone.
 */
final class ScalarGemm extends Pooled {
  private static final Pool<ScalarGemm> POOL =
      new Pool<>() {
        @Override
        public ScalarGemm make() {
          return new ScalarGemm();
        }
      };

  /** The rows of op(B), given up where memory gets short: they are as large as B. */
  private SoftReference<float[][]> copies = new SoftReference<>(new float[0][]);

  private final Scratch row = new Scratch();

  private ScalarGemm() {}

  /** {@link Kernels#gemm}. */
  static void gemm(
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
    if (m == 0 || n == 0) {
      return;
    }
    ScalarGemm gemm = POOL.borrow();
    try {
      gemm.compute(
          transA, transB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
    } finally {
      gemm.giveBack();
    }
  }

  private void compute(
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
    float[][] rows = rows(k, n);
    for (int p = 0; p < k; p++) {
      copyRow(transB, n, b, transB ? bOffset + p : bOffset + p * ldb, ldb, rows[p]);
    }
    float[] row = this.row.floats(n);
    for (int i = 0; i < m; i++) {
      int ci = cOffset + i * ldc;
      if (accumulate) {
        System.arraycopy(c, ci, row, 0, n);
      } else {
        Arrays.fill(row, 0, n, 0f);
      }
      for (int p = 0; p < k; p++) {
        float aip = a[transA ? aOffset + p * lda + i : aOffset + i * lda + p];
        ScalarUpdates.axpy(n, aip, rows[p], row);
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

  /** At least k arrays, of which the first k have at least n elements. */
  private float[][] rows(int k, int n) {
    float[][] rows = copies.get();
    if (rows == null || rows.length < k) {
      rows = rows == null ? new float[k][n] : Arrays.copyOf(rows, k);
      copies = new SoftReference<>(rows);
    }
    for (int p = 0; p < k; p++) {
      if (rows[p] == null || rows[p].length < n) {
        rows[p] = new float[n];
      }
    }
    return rows;
  }
}
