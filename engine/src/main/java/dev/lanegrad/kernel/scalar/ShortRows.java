package dev.lanegrad.kernel.scalar;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.runtime.Scratch;

/**
 * A group of many short rows, transposed: with its columns one after the other, each step of a
 * softmax is a few kernel calls whose lanes lie along the rows, which fill vectors however short a
 * row is. The bits are those of {@link SingleRow}.
 */
final class ShortRows {
  /** Fewer rows than this gain nothing from it: a call for each column costs as much. */
  static final int FEW = 16;

  /** Columns are padded to whole vectors, of which the last holds what was left over. */
  private static final int PAD = 16;

  private static final float[] ZERO = {0f};

  private final Scratch columns = new Scratch();
  private final Scratch folded = new Scratch();
  private Kernels kernels;
  private int rows;
  private int n;
  private int stride;
  private float[] data;

  /** Whether rows are short and many. */
  static boolean fits(int m, int n) {
    return n < SingleRow.SHORT && m >= FEW;
  }

  /** So many rows make a group of about so many elements: whole vectors of them. */
  static int rows(int elements, int n) {
    return Math.max(PAD, elements / n / PAD * PAD);
  }

  /** The length of an array with an element for each row, as the methods here want it. */
  static int padded(int rows) {
    return (rows + PAD - 1) / PAD * PAD;
  }

  /** Takes rows, (rows, n). */
  void load(Kernels kernels, int rows, int n, float[] x, int xOffset) {
    this.kernels = kernels;
    this.rows = rows;
    this.n = n;
    stride = padded(rows);
    data = columns.floats(n * stride);
    for (int j = 0; j < n; j++) {
      int to = j * stride;
      int from = xOffset + j;
      for (int i = 0; i < rows; i++) {
        data[to + i] = x[from + i * n];
      }
    }
  }

  /** Gives the rows back. */
  void store(float[] y, int yOffset) {
    for (int j = 0; j < n; j++) {
      int from = j * stride;
      int to = yOffset + j;
      for (int i = 0; i < rows; i++) {
        y[to + i * n] = data[from + i];
      }
    }
  }

  float get(int row, int column) {
    return data[column * stride + row];
  }

  /** The largest of each row. */
  void max(float[] each) {
    System.arraycopy(data, 0, each, 0, stride);
    for (int j = 1; j < n; j++) {
      kernels.binary(Binary.MAX, stride, each, 0, 1, data, j * stride, 1, each, 0);
    }
  }

  /** {@code x = op(x, r)} with one r for each row. */
  void apply(Binary op, float[] each) {
    for (int j = 0; j < n; j++) {
      kernels.binary(op, stride, data, j * stride, 1, each, 0, 1, data, j * stride);
    }
  }

  /** {@code x = fma(r, w, x)} with one r for each row, and a w for each column or none for 1. */
  void add(float[] each, float[] w, int wOffset) {
    if (w == null) {
      apply(Binary.ADD, each);
      return;
    }
    for (int j = 0; j < n; j++) {
      kernels.axpy(stride, w[wOffset + j], each, 0, data, j * stride);
    }
  }

  void unary(Unary op) {
    kernels.unary(op, n * stride, data, 0, data, 0);
  }

  /** {@code x = op(x, y)} with other rows. */
  void binary(Binary op, ShortRows other) {
    kernels.binary(op, n * stride, data, 0, 1, other.data, 0, 1, data, 0);
  }

  /** Takes the values of other rows. */
  void copy(ShortRows other) {
    kernels = other.kernels;
    rows = other.rows;
    n = other.n;
    stride = other.stride;
    data = columns.floats(n * stride);
    System.arraycopy(other.data, 0, data, 0, n * stride);
  }

  /** The {@link Kernels#sum} of each row. */
  void sum(float[] each) {
    fold(data, each);
  }

  /** The {@link Kernels#sum} of each row times w, which has an element for each column. */
  void weightedSum(float[] w, int wOffset, float[] each) {
    float[] products = folded.floats(n * stride);
    for (int j = 0; j < n; j++) {
      int at = j * stride;
      kernels.binary(Binary.WEIGH, stride, w, wOffset + j, 0, data, at, 1, products, at);
    }
    fold(products, each);
  }

  /** The tree of a sum, whose lanes are the columns. */
  private void fold(float[] x, float[] each) {
    float[] from = x;
    float[] to = folded.floats(n * stride);
    int length = n;
    while (length > 1) {
      int half = Integer.highestOneBit(length - 1);
      for (int l = 0; l + half < length; l++) {
        int at = l * stride;
        kernels.binary(Binary.ADD, stride, from, at, 1, from, (l + half) * stride, 1, to, at);
      }
      if (from != to) {
        int done = length - half;
        System.arraycopy(from, done * stride, to, done * stride, (half - done) * stride);
        from = to;
      }
      length = half;
    }
    // The lanes of a sum start at +0, so that it is never -0.
    kernels.binary(Binary.ADD, stride, from, 0, 1, ZERO, 0, 0, each, 0);
  }
}
