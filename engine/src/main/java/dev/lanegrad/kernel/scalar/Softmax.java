package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.runtime.Pool;
import dev.lanegrad.kernel.runtime.Pooled;
import dev.lanegrad.kernel.runtime.Scratch;

/**
 * {@link Kernels#softmax} and its gradient, made of the kernels that it is given, on one thread.
 *
 * <p>As in {@link CrossEntropy}, a group of rows that stays in the first-level cache takes a few
 * passes, and many short rows are transposed for them.
 */
public final class Softmax extends Pooled {
  /** Elements of a group: 16 KB. A longer row is a group of its own. */
  private static final int GROUP = 4096;

  private static final Pool<Softmax> POOL =
      new Pool<>() {
        @Override
        public Softmax make() {
          return new Softmax();
        }
      };

  private final Scratch exponentials = new Scratch();

  /** A number of each row of a group. */
  private final float[] each = new float[GROUP];

  private final SingleRow single = new SingleRow();
  private final ShortRows columns = new ShortRows();
  private final ShortRows others = new ShortRows();
  private final ShortRows products = new ShortRows();

  private Softmax() {}

  /** {@link Kernels#softmax}. */
  static void softmax(
      Kernels kernels, int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset) {
    Softmax softmax = POOL.borrow();
    try {
      softmax.run(kernels, m, n, log, x, xOffset, y, yOffset);
    } finally {
      softmax.giveBack();
    }
  }

  /** {@link Kernels#softmaxGradient}. */
  static void softmaxGradient(
      Kernels kernels,
      int m,
      int n,
      boolean log,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset) {
    Softmax softmax = POOL.borrow();
    try {
      softmax.gradient(kernels, m, n, log, y, yOffset, dy, dyOffset, dx, dxOffset);
    } finally {
      softmax.giveBack();
    }
  }

  private static int rows(int m, int n) {
    return ShortRows.fits(m, n) ? ShortRows.rows(GROUP, n) : Math.max(1, GROUP / n);
  }

  private void run(
      Kernels kernels, int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset) {
    if (n == 0) {
      return;
    }
    int rows = rows(m, n);
    for (int row = 0; row < m; row += rows) {
      int count = Math.min(rows, m - row);
      int from = xOffset + row * n;
      int to = yOffset + row * n;
      if (!ShortRows.fits(m, n)) {
        ofRows(kernels, count, n, log, x, from, y, to);
      } else {
        columns.load(kernels, count, n, x, from);
        ofColumns(kernels, count, log);
        columns.store(y, to);
      }
    }
  }

  private void ofRows(
      Kernels kernels, int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset) {
    for (int i = 0; i < m; i++) {
      single.center(kernels, n, x, xOffset + i * n, y, yOffset + i * n);
    }
    float[] e = log ? exponentials.floats(m * n) : y;
    int eOffset = log ? 0 : yOffset;
    kernels.unary(Unary.EXP, m * n, y, yOffset, e, eOffset);
    for (int i = 0; i < m; i++) {
      each[i] = single.sum(kernels, n, e, eOffset + i * n);
    }
    if (log) {
      kernels.unary(Unary.LOG, m, each, 0, each, 0);
    }
    Binary op = log ? Binary.SUB : Binary.DIV;
    for (int i = 0; i < m; i++) {
      int at = yOffset + i * n;
      single.apply(kernels, op, n, y, at, each[i], y, at);
    }
  }

  private void ofColumns(Kernels kernels, int m, boolean log) {
    columns.max(each);
    columns.apply(Binary.SUB, each);
    if (log) {
      others.copy(columns);
      others.unary(Unary.EXP);
      others.sum(each);
      kernels.unary(Unary.LOG, m, each, 0, each, 0);
      columns.apply(Binary.SUB, each);
    } else {
      columns.unary(Unary.EXP);
      columns.sum(each);
      columns.apply(Binary.DIV, each);
    }
  }

  private void gradient(
      Kernels kernels,
      int m,
      int n,
      boolean log,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset) {
    if (n == 0) {
      return;
    }
    int rows = rows(m, n);
    for (int row = 0; row < m; row += rows) {
      int count = Math.min(rows, m - row);
      int at = row * n;
      if (!ShortRows.fits(m, n)) {
        gradientOfRows(
            kernels, count, n, log, y, yOffset + at, dy, dyOffset + at, dx, dxOffset + at);
      } else {
        columns.load(kernels, count, n, dy, dyOffset + at);
        others.load(kernels, count, n, y, yOffset + at);
        gradientOfColumns(log);
        columns.store(dx, dxOffset + at);
      }
    }
  }

  private void gradientOfRows(
      Kernels kernels,
      int m,
      int n,
      boolean log,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset) {
    int size = m * n;
    if (log) {
      kernels.unary(Unary.EXP, size, y, yOffset, dx, dxOffset);
      for (int i = 0; i < m; i++) {
        float sum = single.sum(kernels, n, dy, dyOffset + i * n);
        int at = dxOffset + i * n;
        single.apply(kernels, Binary.MUL, n, dx, at, sum, dx, at);
      }
      kernels.binary(Binary.SUB, size, dy, dyOffset, 1, dx, dxOffset, 1, dx, dxOffset);
      return;
    }
    kernels.binary(Binary.MUL, size, dy, dyOffset, 1, y, yOffset, 1, dx, dxOffset);
    for (int i = 0; i < m; i++) {
      int at = dxOffset + i * n;
      float sum = single.sum(kernels, n, dx, at);
      single.apply(kernels, Binary.SUB, n, dy, dyOffset + i * n, sum, dx, at);
    }
    kernels.binary(Binary.MUL, size, dx, dxOffset, 1, y, yOffset, 1, dx, dxOffset);
  }

  /** From dy in the columns and y in the others. */
  private void gradientOfColumns(boolean log) {
    if (log) {
      columns.sum(each);
      others.unary(Unary.EXP);
      others.apply(Binary.MUL, each);
      columns.binary(Binary.SUB, others);
    } else {
      products.copy(columns);
      products.binary(Binary.MUL, others);
      products.sum(each);
      columns.apply(Binary.SUB, each);
      columns.binary(Binary.MUL, others);
    }
  }
}
