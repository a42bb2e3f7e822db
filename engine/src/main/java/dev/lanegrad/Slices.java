package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;

/**
 * A tensor seen along one dimension, as (outer, length, inner): a slice is the {@code length}
 * elements that differ in their index there, and there are {@code outer * inner} of them.
 */
final class Slices {
  private final int outer;
  private final int length;
  private final int inner;

  /** The slices of a shape along a dimension; a number without dimensions is one slice. */
  Slices(int[] shape, int dim) {
    int outer = 1;
    int inner = 1;
    for (int d = 0; d < dim; d++) {
      outer *= shape[d];
    }
    for (int d = dim + 1; d < shape.length; d++) {
      inner *= shape[d];
    }
    this.outer = outer;
    this.inner = inner;
    length = shape.length == 0 ? 1 : shape[dim];
  }

  /** Whether a slice is a row of memory: the kernels of rows then serve. */
  boolean areRows() {
    return inner == 1;
  }

  int length() {
    return length;
  }

  int count() {
    return outer * inner;
  }

  /** The sums of the slices: (outer, length, inner) to (outer, inner). */
  void sum(float[] x, float[] y) {
    Kernels kernels = Kernels.current();
    for (int o = 0; o < outer; o++) {
      if (inner == 1) {
        y[o] = kernels.sum(length, x, o * length);
      } else {
        kernels.columnSums(length, inner, x, o * length * inner, inner, y, o * inner, false);
      }
    }
  }

  /** The largest elements of the slices: (outer, length, inner) to (outer, inner). */
  void max(float[] x, float[] y) {
    Kernels kernels = Kernels.current();
    if (inner == 1) {
      for (int o = 0; o < outer; o++) {
        y[o] = kernels.max(length, x, o * length);
      }
      return;
    }
    Arrays.fill(y, 0, count(), Float.NEGATIVE_INFINITY);
    for (int row = 0; row < outer * length; row++) {
      int to = row / length * inner;
      kernels.binary(Binary.MAX, inner, y, to, 1, x, row * inner, 1, y, to);
    }
  }

  /** {@code y = op(x, r)} with one r for each slice; y may be x. */
  void apply(Binary op, float[] x, float[] r, float[] y) {
    Kernels kernels = Kernels.current();
    if (inner == 1) {
      for (int o = 0; o < outer; o++) {
        kernels.binary(op, length, x, o * length, 1, r, o, 0, y, o * length);
      }
      return;
    }
    for (int row = 0; row < outer * length; row++) {
      int from = row * inner;
      kernels.binary(op, inner, x, from, 1, r, row / length * inner, 1, y, from);
    }
  }

  /** {@code y = r}, one r for each slice. */
  void expand(float[] r, float[] y) {
    for (int row = 0; row < outer * length; row++) {
      if (inner == 1) {
        y[row] = r[row / length];
      } else {
        System.arraycopy(r, row / length * inner, y, row * inner, inner);
      }
    }
  }
}
