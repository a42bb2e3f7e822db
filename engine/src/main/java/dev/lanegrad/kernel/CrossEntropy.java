package dev.lanegrad.kernel;

import java.util.Arrays;

/**
 * {@link Kernels#crossEntropy}, made of the kernels that it is given: plain ones or vectors, on one
 * thread.
 *
 * <p>A group of rows that stays in the first-level cache takes three passes: each row less its
 * maximum, the exponentials of the whole group, and of each row the sum and the gradient. So rows
 * that are shorter than a vector fill vectors too.
 */
final class CrossEntropy {
  /** Elements of a group: 16 KB. A longer row is a group of its own. */
  private static final int GROUP = 4096;

  /** Rows shorter than this are not worth the calls of kernels, which would do the same. */
  private static final int SHORT = 64;

  private static final ThreadLocal<CrossEntropy> PER_THREAD =
      ThreadLocal.withInitial(CrossEntropy::new);

  private final Scratch exponentials = new Scratch();
  private final Scratch products = new Scratch();

  /** Of each row of a group, {@code -d[c]}. */
  private final float[] distance = new float[GROUP];

  /** Of each row of a group, {@code -sum(d * w)}. */
  private final float[] spread = new float[GROUP];

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
        int at = eOffset + i * n;
        int c = (int) t[tOffset + row + i];
        if (c == ignored) {
          y[yOffset + row + i] = 0f;
          if (dx != null) {
            Arrays.fill(dx, at, at + n, 0f);
          }
          continue;
        }
        float s = kernels.sum(n, e, at);
        float l = Elementary.log(s);
        float hit = w == null ? 1f - smoothing : (1f - smoothing) * w[wOffset + c];
        float loss = hit * (l + distance[i]);
        y[yOffset + row + i] =
            smoothing == 0 ? loss : Math.fma(share, Math.fma(l, total, spread[i]), loss);
        if (dx != null) {
          float upstream = g[gOffset + (row + i) * gInc];
          float all = smoothing == 0 ? hit : Math.fma(share, total, hit);
          scale(kernels, n, upstream * all / s, dx, at);
          if (smoothing != 0) {
            spread(kernels, n, -(upstream * share), w, wOffset, dx, at);
          }
          dx[at + c] -= upstream * hit;
        }
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
      return kernels.sum(n, d, dOffset);
    }
    float[] product = products.floats(n);
    kernels.binary(Binary.MUL, n, d, dOffset, 1, w, wOffset, 1, product, 0);
    return kernels.sum(n, product, 0);
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
    } else {
      one[0] = share;
      kernels.binary(Binary.ADD, n, x, xOffset, 1, one, 0, 0, x, xOffset);
    }
  }
}
