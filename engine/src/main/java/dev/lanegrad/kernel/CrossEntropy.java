package dev.lanegrad.kernel;

import java.util.Arrays;

/**
 * {@link Kernels#crossEntropy}, made of the kernels that it is given: plain ones or vectors, on one
 * thread.
 *
 * <p>A group of rows that stays in the first-level cache takes a few passes: each row less its
 * maximum, the exponentials of the whole group, the sum of each row, the logarithms of all sums,
 * and the gradient of each row. So rows that are shorter than a vector fill vectors too.
 */
final class CrossEntropy {
  /** Elements of a group: 16 KB. A longer row is a group of its own. */
  private static final int GROUP = 4096;

  /** Rows shorter than this are not worth the calls of kernels, which would do the same. */
  private static final int SHORT = Kernels.SUM_LANES;

  private static final ThreadLocal<CrossEntropy> PER_THREAD =
      ThreadLocal.withInitial(CrossEntropy::new);

  private final Scratch exponentials = new Scratch();
  private final Scratch products = new Scratch();

  /** Of each row of a group, {@code -d[c]}. */
  private final float[] distance = new float[GROUP];

  /** Of each row of a group, {@code -sum(d * w)}. */
  private final float[] spread = new float[GROUP];

  /** Of each row of a group, {@code s} and {@code l}. */
  private final float[] sum = new float[GROUP];

  private final float[] log = new float[GROUP];
  private final float[] lane = new float[SHORT];
  private final float[] one = new float[1];

  private CrossEntropy() {}

  static CrossEntropy get() {
    return PER_THREAD.get();
  }

  void run(
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
    int rows = Math.max(1, GROUP / n);
    for (int row = 0; row < m; row += rows) {
      int count = Math.min(rows, m - row);
      float[] e = dx == null ? exponentials.floats(count * n) : dx;
      int eOffset = dx == null ? 0 : dxOffset + row * n;
      for (int i = 0; i < count; i++) {
        int at = eOffset + i * n;
        center(kernels, n, x, xOffset + (row + i) * n, e, at);
        int c = (int) t[tOffset + row + i];
        distance[i] = c == ignored ? 0f : -e[at + c];
        if (smoothing != 0) {
          spread[i] = -weighted(kernels, n, e, at, w, wOffset);
        }
      }
      kernels.unary(Unary.EXP, count * n, e, eOffset, e, eOffset);
      for (int i = 0; i < count; i++) {
        sum[i] = sum(kernels, n, e, eOffset + i * n);
      }
      kernels.unary(Unary.LOG, count, sum, 0, log, 0);
      for (int i = 0; i < count; i++) {
        int c = (int) t[tOffset + row + i];
        boolean counts = c != ignored;
        float weight = !counts ? 0f : w == null ? 1f : w[wOffset + c];
        float hit = (1f - smoothing) * weight;
        float loss = hit * (log[i] + distance[i]);
        if (smoothing != 0) {
          loss = Math.fma(share, Math.fma(log[i], total, spread[i]), loss);
        }
        y[yOffset + row + i] = counts ? loss : 0f;
        if (dx == null) {
          continue;
        }
        int at = eOffset + i * n;
        if (!counts) {
          Arrays.fill(dx, at, at + n, 0f);
          continue;
        }
        float upstream = g[gOffset + (row + i) * gInc];
        float all = smoothing == 0 ? hit : Math.fma(share, total, hit);
        scale(kernels, n, upstream * all / sum[i], dx, at);
        if (smoothing != 0) {
          spread(kernels, n, -(upstream * share), w, wOffset, dx, at);
        }
        dx[at + c] -= upstream * hit;
      }
    }
  }

  /** {@code y = x - max(x)}. */
  private void center(Kernels kernels, int n, float[] x, int xOffset, float[] y, int yOffset) {
    if (n >= SHORT) {
      one[0] = kernels.max(n, x, xOffset);
      kernels.binary(Binary.SUB, n, x, xOffset, 1, one, 0, 0, y, yOffset);
      return;
    }
    float max = Float.NEGATIVE_INFINITY;
    for (int j = 0; j < n; j++) {
      max = Math.max(max, x[xOffset + j]);
    }
    for (int j = 0; j < n; j++) {
      y[yOffset + j] = x[xOffset + j] - max;
    }
  }

  /** {@code sum(d * w)}. */
  private float weighted(Kernels kernels, int n, float[] d, int dOffset, float[] w, int wOffset) {
    if (w == null) {
      return sum(kernels, n, d, dOffset);
    }
    float[] product = products.floats(n);
    kernels.binary(Binary.MUL, n, d, dOffset, 1, w, wOffset, 1, product, 0);
    return sum(kernels, n, product, 0);
  }

  /** {@link Kernels#sum}; of a short row without the lanes that would stay 0. */
  private float sum(Kernels kernels, int n, float[] x, int xOffset) {
    if (n >= SHORT) {
      return kernels.sum(n, x, xOffset);
    }
    for (int j = 0; j < n; j++) {
      lane[j] = 0f + x[xOffset + j];
    }
    for (int half = SHORT / 2, length = n; half > 0; half /= 2) {
      for (int l = 0; l + half < length; l++) {
        lane[l] += lane[l + half];
      }
      length = Math.min(length, half);
    }
    return lane[0];
  }

  private void scale(Kernels kernels, int n, float factor, float[] x, int xOffset) {
    if (n >= SHORT) {
      one[0] = factor;
      kernels.binary(Binary.MUL, n, x, xOffset, 1, one, 0, 0, x, xOffset);
      return;
    }
    for (int j = 0; j < n; j++) {
      x[xOffset + j] *= factor;
    }
  }

  /** {@code x = fma(share, w, x)}. */
  private void spread(
      Kernels kernels, int n, float share, float[] w, int wOffset, float[] x, int xOffset) {
    if (w != null) {
      kernels.axpy(n, share, w, wOffset, x, xOffset);
    } else if (n >= SHORT) {
      one[0] = share;
      kernels.binary(Binary.ADD, n, x, xOffset, 1, one, 0, 0, x, xOffset);
    } else {
      for (int j = 0; j < n; j++) {
        x[xOffset + j] += share;
      }
    }
  }
}
