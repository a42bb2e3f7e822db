package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;

/**
 * How two operands are laid over a common shape.
 *
 * <p>The shape is cut into rows along its innermost dimensions, as many as both operands run
 * through together: in a row each has the increment 1, or 0 where one element serves the whole row.
 * The offsets of the rows follow from the strides of the outer dimensions, 0 where an operand is
 * used again.
 */
final class Broadcast {
  /** The first operand, the second, and the result. */
  static final int A = 0;

  static final int B = 1;
  static final int RESULT = 2;

  private static final int ROLES = 3;

  /** The shape of the result. */
  final int[] shape;

  private final int[] numel = new int[ROLES];

  /** Elements of a row, and the number of rows. */
  private final int length;

  private final int rows;
  private final int[] increment = new int[ROLES];

  /** Sizes of the outer dimensions, the innermost first, and the strides there of each role. */
  private final int[] outerSize;

  private final int[][] outerStride;

  /** Where the loop over the rows is. */
  private final int[] index;

  private final int[] offset = new int[ROLES];

  Broadcast(Tensor a, Tensor b) {
    shape = shape(a.shape, b.shape);
    numel[A] = a.numel();
    numel[B] = b.numel();
    numel[RESULT] = Shapes.numel(shape);
    increment[RESULT] = 1;
    if (fits(numel[A]) && fits(numel[B])) {
      // The common cases, each a single row: the same shape, or one element against all.
      increment[A] = numel[A] == numel[RESULT] ? 1 : 0;
      increment[B] = numel[B] == numel[RESULT] ? 1 : 0;
      length = numel[RESULT];
      rows = 1;
      outerSize = Shapes.SCALAR;
      outerStride = null;
      index = Shapes.SCALAR;
      return;
    }
    int[] size = new int[shape.length];
    int[][] stride = new int[shape.length][ROLES];
    int dims = merge(a.shape, b.shape, size, stride);
    length = size[0];
    increment[A] = stride[0][A];
    increment[B] = stride[0][B];
    rows = length == 0 ? 0 : numel[RESULT] / length;
    outerSize = Arrays.copyOfRange(size, 1, dims);
    outerStride = Arrays.copyOfRange(stride, 1, dims);
    index = new int[dims - 1];
  }

  private boolean fits(int operand) {
    return operand == numel[RESULT] || operand == 1;
  }

  /**
   * The dimensions with the innermost first, those merged that all roles run through together; the
   * number of dimensions that remain.
   */
  private int merge(int[] a, int[] b, int[] size, int[][] stride) {
    int dims = 0;
    int[] step = {1, 1, 1};
    for (int d = 1; d <= shape.length; d++) {
      int full = shape[shape.length - d];
      int sizeA = d <= a.length ? a[a.length - d] : 1;
      int sizeB = d <= b.length ? b[b.length - d] : 1;
      if (full != 1) {
        int strideA = sizeA == 1 ? 0 : step[A];
        int strideB = sizeB == 1 ? 0 : step[B];
        int[] inner = dims == 0 ? null : stride[dims - 1];
        if (inner != null
            && strideA == inner[A] * size[dims - 1]
            && strideB == inner[B] * size[dims - 1]) {
          size[dims - 1] *= full;
        } else {
          size[dims] = full;
          stride[dims][A] = strideA;
          stride[dims][B] = strideB;
          stride[dims][RESULT] = step[RESULT];
          dims++;
        }
      }
      step[A] *= sizeA;
      step[B] *= sizeB;
      step[RESULT] *= full;
    }
    return dims;
  }

  /**
   * The common shape of two.
   *
   * @throws IllegalArgumentException if there is none
   */
  static int[] shape(int[] a, int[] b) {
    if (a == b || Arrays.equals(a, b)) {
      return a;
    }
    int rank = Math.max(a.length, b.length);
    int[] shape = new int[rank];
    for (int d = 1; d <= rank; d++) {
      int sizeA = d <= a.length ? a[a.length - d] : 1;
      int sizeB = d <= b.length ? b[b.length - d] : 1;
      if (sizeA != sizeB && sizeA != 1 && sizeB != 1) {
        throw new IllegalArgumentException(
            "The size of tensor a ("
                + sizeA
                + ") must match the size of tensor b ("
                + sizeB
                + ") at non-singleton dimension "
                + (rank - d)
                + ". The shapes "
                + Shapes.text(a)
                + " and "
                + Shapes.text(b)
                + " are aligned at their last dimension: view() one so that the sizes are equal or"
                + " 1.");
      }
      shape[rank - d] = sizeA == 1 ? sizeB : sizeA;
    }
    return shape;
  }

  /** Whether elements of an operand are used more than once. */
  boolean repeats(int role) {
    return numel[role] != numel[RESULT];
  }

  int numel() {
    return numel[RESULT];
  }

  /** {@code z = op(x, y)} with x and y laid out as the given roles are, and z as the result. */
  void apply(Binary op, float[] x, int xRole, float[] y, int yRole, float[] z) {
    int xInc = increment[xRole];
    int yInc = increment[yRole];
    start();
    for (int row = 0; row < rows; row++) {
      Kernels.current()
          .binary(op, length, x, offset[xRole], xInc, y, offset[yRole], yInc, z, offset[RESULT]);
      next();
    }
  }

  /** Lays an operand out over the result, {@code z = x}. */
  void expand(float[] x, int role, float[] z) {
    start();
    for (int row = 0; row < rows; row++) {
      int to = offset[RESULT];
      if (increment[role] == 1) {
        System.arraycopy(x, offset[role], z, to, length);
      } else if (length > 0) {
        Arrays.fill(z, to, to + length, x[offset[role]]);
      }
      next();
    }
  }

  /**
   * Sums for each element of an operand that repeats what lies over it in the result: rows in
   * ascending order, a row that belongs to one element by {@link Kernels#sum}.
   *
   * @param z written, and first set to 0 unless {@code add}
   */
  void sum(float[] x, float[] z, int role, boolean add) {
    Kernels kernels = Kernels.current();
    if (outerSize.length == 1 && increment[role] == 1 && outerStride[0][role] == 0) {
      kernels.columnSums(rows, length, x, 0, length, z, 0, add);
      return;
    }
    if (!add) {
      Arrays.fill(z, 0, numel[role], 0f);
    }
    start();
    for (int row = 0; row < rows; row++) {
      int from = offset[RESULT];
      int to = offset[role];
      if (increment[role] == 1) {
        kernels.binary(Binary.ADD, length, z, to, 1, x, from, 1, z, to);
      } else {
        z[to] += kernels.sum(length, x, from);
      }
      next();
    }
  }

  private void start() {
    Arrays.fill(offset, 0);
    Arrays.fill(index, 0);
  }

  private void next() {
    for (int d = 0; d < index.length; d++) {
      int[] stride = outerStride[d];
      boolean wraps = ++index[d] == outerSize[d];
      int steps = wraps ? 1 - outerSize[d] : 1;
      for (int role = 0; role < ROLES; role++) {
        offset[role] += steps * stride[role];
      }
      if (!wraps) {
        return;
      }
      index[d] = 0;
    }
  }
}
