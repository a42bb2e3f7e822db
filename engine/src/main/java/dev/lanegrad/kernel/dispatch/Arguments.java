package dev.lanegrad.kernel.dispatch;

/** Checks of what a kernel is given, before it writes anything. */
final class Arguments {
  private Arguments() {}

  static void size(String name, int size) {
    if (size < 0) {
      throw new IllegalArgumentException(name + " = " + size + ": a size must not be negative");
    }
  }

  /** A vector of n elements, of which only the first is used where inc is 0. */
  static void vector(String name, int n, int inc, float[] x, int offset) {
    size("n", n);
    if (inc != 0 && inc != 1) {
      throw new IllegalArgumentException("increment " + inc + " of " + name + ": must be 0 or 1");
    }
    int used = inc == 0 ? Math.min(n, 1) : n;
    if (offset < 0 || x.length - offset < used) {
      throw new IllegalArgumentException(
          name + " has " + x.length + " elements, too few for " + used + " from offset " + offset);
    }
  }

  static void vector(String name, int n, float[] x, int offset) {
    vector(name, n, 1, x, offset);
  }

  /** A row-major matrix. */
  static void matrix(String name, int rows, int columns, float[] x, int offset, int ld) {
    if (ld < columns) {
      throw new IllegalArgumentException(
          "leading dimension " + ld + " of " + name + " is less than its " + columns + " columns");
    }
    long end = rows == 0 || columns == 0 ? 0 : offset + (rows - 1L) * ld + columns;
    if (offset < 0 || x.length < end) {
      throw new IllegalArgumentException(
          name
              + " has "
              + x.length
              + " elements, too few for "
              + rows
              + " rows of "
              + columns
              + ", "
              + ld
              + " apart, from offset "
              + offset);
    }
  }

  /** Classes of m rows: integers in [0, n), or the one that is ignored. */
  static void classes(int m, int n, float[] t, int offset, int ignored) {
    for (int i = 0; i < m; i++) {
      float c = t[offset + i];
      if (c != ignored && !(c >= 0 && c < n && c == (int) c)) {
        throw new IllegalArgumentException(
            "t has the class " + c + " at row " + i + ", which is none of the " + n);
      }
    }
  }
}
