package dev.lanegrad;

import java.util.Arrays;

/** Arithmetic on shapes: sizes of the dimensions, the outermost first. */
final class Shapes {
  /** The longest array that every JVM can make. */
  private static final int MAX_ELEMENTS = Integer.MAX_VALUE - 8;

  static final int[] SCALAR = {};

  private Shapes() {}

  /**
   * Number of elements of a shape.
   *
   * @throws IllegalArgumentException for a negative size, and where the product of the sizes is
   *     more than an array can hold
   */
  static int numel(int... shape) {
    long numel = 1;
    boolean overflow = false;
    for (int size : shape) {
      if (size < 0) {
        throw new IllegalArgumentException(
            "Trying to create tensor with negative dimension "
                + size
                + ": "
                + text(shape)
                + ". Sizes are 0 or more; only view() takes a -1, for a size to be inferred.");
      }
      numel = overflow && size != 0 ? numel : numel * size;
      overflow = numel > MAX_ELEMENTS;
    }
    if (overflow) {
      throw new IllegalArgumentException(
          "Storage size calculation overflowed with sizes="
              + text(shape)
              + ". A tensor holds at most "
              + MAX_ELEMENTS
              + " elements, the length of a Java array: split it, for instance along its first"
              + " dimension.");
    }
    return (int) numel;
  }

  /** A shape as PyTorch prints it, {@code [2, 3]}. */
  static String text(int[] shape) {
    return Arrays.toString(shape);
  }

  /** A shape as the arguments of a call, {@code 2, 3}. */
  static String list(int[] shape) {
    String text = text(shape);
    return text.substring(1, text.length() - 1);
  }

  /**
   * The index in a dimension, counted from its end where it is negative.
   *
   * @throws IndexOutOfBoundsException if it is not in {@code [-size, size)}
   */
  static int index(int index, int dim, int[] shape) {
    int size = shape[dim];
    if (index < -size || index >= size) {
      throw new IndexOutOfBoundsException(
          "index "
              + index
              + " is out of bounds for dimension "
              + dim
              + " with size "
              + size
              + ". The shape is "
              + text(shape)
              + ".");
    }
    return index < 0 ? index + size : index;
  }

  /** The index of a dimension, counted from the end where it is negative. */
  static int dimension(int dim, int rank) {
    int bound = Math.max(rank, 1);
    if (dim < -bound || dim >= bound) {
      throw new IllegalArgumentException(
          "Dimension out of range (expected to be in range of ["
              + -bound
              + ", "
              + (bound - 1)
              + "], but got "
              + dim
              + "). The tensor has "
              + rank
              + (rank == 1 ? " dimension." : " dimensions."));
    }
    return dim < 0 ? dim + bound : dim;
  }

  /**
   * The shape that a view of {@code numel} elements asks for, its one -1 replaced by the size that
   * fits.
   */
  static int[] resolve(int[] requested, int numel) {
    int[] shape = requested.clone();
    int inferred = -1;
    long known = 1;
    for (int d = 0; d < shape.length; d++) {
      if (shape[d] == -1) {
        if (inferred >= 0) {
          throw new IllegalArgumentException(
              "only one dimension can be inferred. The shape "
                  + text(requested)
                  + " has more than one -1: give all sizes but one.");
        }
        inferred = d;
      } else if (shape[d] < 0) {
        throw new IllegalArgumentException(
            "invalid shape dimension "
                + shape[d]
                + ". Sizes of the view "
                + text(requested)
                + " are 0 or more, or -1 once for the size to be inferred.");
      } else {
        // A product beyond the range of int is wrong in any case, however it goes on, unless by 0.
        known = shape[d] == 0 ? 0 : known > Integer.MAX_VALUE ? known : known * shape[d];
      }
    }
    if (inferred >= 0 && known == 0) {
      throw new IllegalArgumentException(
          "cannot reshape tensor of 0 elements into shape "
              + text(requested)
              + " because the unspecified dimension size -1 can be any value and is ambiguous. Give"
              + " every size.");
    }
    if (inferred >= 0 ? numel % known != 0 : numel != known) {
      throw new IllegalArgumentException(
          "shape '"
              + text(requested)
              + "' is invalid for input of size "
              + numel
              + ". The sizes must multiply to "
              + numel
              + (inferred >= 0 ? ", so the others must divide it." : "; one of them may be -1."));
    }
    if (inferred >= 0) {
      shape[inferred] = (int) (numel / known);
    }
    return shape;
  }
}
