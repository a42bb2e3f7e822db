package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Fma;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.runtime.Pool;
import dev.lanegrad.kernel.runtime.Pooled;
import dev.lanegrad.kernel.runtime.Scratch;
import java.util.Arrays;

/**
 * {@link Kernels#crossEntropy}, made of the kernels that it is given: plain ones or vectors, on one
 * thread.
 *
 * <p>A group of rows that stays in the first-level cache takes a few passes: each row less its
 * maximum, the exponentials of the whole group, the sum of each row, the logarithms of all sums,
 * and the gradient of each row. Many short rows are transposed for that, see {@link ShortRows}.
 */
final class CrossEntropy extends Pooled {
  /** Elements of a group: 16 KB. A longer row is a group of its own. */
  private static final int GROUP = 4096;

  private static final Pool<CrossEntropy> POOL =
      new Pool<>() {
        @Override
        public CrossEntropy make() {
          return new CrossEntropy();
        }
      };

  private final Scratch exponentials = new Scratch();
  private final Scratch products = new Scratch();

  /** Of each row of a group, {@code -d[c]}; and then what is subtracted at c. */
  private final float[] distance = new float[GROUP];

  /** Of each row of a group, {@code -sum(d * w)}; and then {@code -(g * share)}. */
  private final float[] spread = new float[GROUP];

  /** Of each row of a group, {@code s}; and then the factor of its exponentials. */
  private final float[] sum = new float[GROUP];

  /** Of each row of a group, {@code l}. */
  private final float[] log = new float[GROUP];

  private final SingleRow single = new SingleRow();
  private final ShortRows columns = new ShortRows();

  private CrossEntropy() {}

  /** {@link Kernels#crossEntropy}. */
  static void crossEntropy(
      Kernels kernels,
      int m,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] w,
      int wOffset,
      float smoothing,
      int ignored,
      float[] y,
      int yOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset) {
    CrossEntropy crossEntropy = POOL.borrow();
    try {
      crossEntropy.run(
          kernels, m, n, x, xOffset, t, tOffset, w, wOffset, smoothing, ignored, y, yOffset, g,
          gOffset, gInc, dx, dxOffset);
    } finally {
      crossEntropy.giveBack();
    }
  }

  private void run(
      Kernels kernels,
      int m,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] w,
      int wOffset,
      float smoothing,
      int ignored,
      float[] y,
      int yOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset) {
    if (n == 0) {
      Arrays.fill(y, yOffset, yOffset + m, 0f);
      return;
    }
    float share = smoothing / n;
    float total = smoothing == 0 ? 0f : w == null ? n : kernels.sum(n, w, wOffset);
    boolean inColumns = ShortRows.fits(m, n);
    int rows = inColumns ? ShortRows.rows(GROUP, n) : Math.max(1, GROUP / n);
    for (int row = 0; row < m; row += rows) {
      int count = Math.min(rows, m - row);
      float[] e = dx == null && !inColumns ? exponentials.floats(count * n) : dx;
      int eOffset = dx == null ? 0 : dxOffset + row * n;
      if (inColumns) {
        exponentialsOfColumns(
            kernels,
            count,
            n,
            x,
            xOffset + row * n,
            t,
            tOffset + row,
            w,
            wOffset,
            smoothing,
            ignored);
      } else {
        exponentials(
            kernels,
            count,
            n,
            x,
            xOffset + row * n,
            t,
            tOffset + row,
            w,
            wOffset,
            smoothing,
            ignored,
            e,
            eOffset);
      }
      kernels.unary(Unary.LOG, count, sum, 0, log, 0);
      for (int i = 0; i < count; i++) {
        int c = (int) t[tOffset + row + i];
        boolean counts = c != ignored;
        float weight = !counts ? 0f : w == null ? 1f : w[wOffset + c];
        float hit = (1f - smoothing) * weight;
        float loss = hit == 0f ? 0f : hit * (log[i] + distance[i]);
        if (smoothing != 0) {
          loss = Fma.fma(share, Fma.fma(log[i], total, spread[i]), loss);
        }
        y[yOffset + row + i] = counts ? loss : 0f;
        if (dx != null) {
          float upstream = g[gOffset + (row + i) * gInc];
          float all = smoothing == 0 ? hit : Fma.fma(share, total, hit);
          sum[i] = all == 0f ? 0f : upstream * all / sum[i];
          spread[i] = -(upstream * share);
          distance[i] = hit == 0f ? 0f : upstream * hit;
        }
      }
      if (dx == null) {
        continue;
      }
      if (inColumns) {
        columns.apply(Binary.MUL, sum);
        if (smoothing != 0) {
          columns.add(spread, w, wOffset);
        }
        columns.store(dx, eOffset);
      }
      for (int i = 0; i < count; i++) {
        int at = eOffset + i * n;
        int c = (int) t[tOffset + row + i];
        if (c == ignored) {
          Arrays.fill(dx, at, at + n, 0f);
          continue;
        }
        if (!inColumns) {
          single.apply(kernels, Binary.MUL, n, dx, at, sum[i], dx, at);
          if (smoothing != 0) {
            spread(kernels, n, spread[i], w, wOffset, dx, at);
          }
        }
        dx[at + c] -= distance[i];
      }
    }
  }

  /** Writes {@code exp(d)} of rows to e, and of each row its sum, distance and spread. */
  private void exponentials(
      Kernels kernels,
      int count,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] w,
      int wOffset,
      float smoothing,
      int ignored,
      float[] e,
      int eOffset) {
    for (int i = 0; i < count; i++) {
      int at = eOffset + i * n;
      single.center(kernels, n, x, xOffset + i * n, e, at);
      int c = (int) t[tOffset + i];
      distance[i] = c == ignored ? 0f : -e[at + c];
      if (smoothing != 0) {
        spread[i] = -weighted(kernels, n, e, at, w, wOffset);
      }
    }
    kernels.unary(Unary.EXP, count * n, e, eOffset, e, eOffset);
    for (int i = 0; i < count; i++) {
      sum[i] = single.sum(kernels, n, e, eOffset + i * n);
    }
  }

  /** The same of many short rows, whose exponentials stay in their columns. */
  private void exponentialsOfColumns(
      Kernels kernels,
      int count,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] w,
      int wOffset,
      float smoothing,
      int ignored) {
    columns.load(kernels, count, n, x, xOffset);
    columns.max(sum);
    columns.apply(Binary.SUB, sum);
    for (int i = 0; i < count; i++) {
      int c = (int) t[tOffset + i];
      distance[i] = c == ignored ? 0f : -columns.get(i, c);
    }
    if (smoothing != 0) {
      if (w == null) {
        columns.sum(spread);
      } else {
        columns.weightedSum(w, wOffset, spread);
      }
      kernels.unary(Unary.NEG, count, spread, 0, spread, 0);
    }
    columns.unary(Unary.EXP);
    columns.sum(sum);
  }

  /** {@code sum(d * w)}. */
  private float weighted(Kernels kernels, int n, float[] d, int dOffset, float[] w, int wOffset) {
    if (w == null) {
      return single.sum(kernels, n, d, dOffset);
    }
    float[] product = products.floats(n);
    kernels.binary(Binary.WEIGH, n, w, wOffset, 1, d, dOffset, 1, product, 0);
    return single.sum(kernels, n, product, 0);
  }

  /** {@code x = fma(share, w, x)}. */
  private void spread(
      Kernels kernels, int n, float share, float[] w, int wOffset, float[] x, int xOffset) {
    if (w != null) {
      kernels.axpy(n, share, w, wOffset, x, xOffset);
    } else {
      single.apply(kernels, Binary.ADD, n, x, xOffset, share, x, xOffset);
    }
  }
}
