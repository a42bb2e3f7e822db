package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The operand that is broadcast, where it is stored (k, m) and each step of a sliver's chain is a
 * few floats of another row, far from the last. Here the steps of the slivers of a panel follow one
 * another, {@link #PITCH} floats apart.
 */
final class PackedRows {
  /**
   * Floats from one step of the chain to the next: 4 slivers of 6 rows, or 3 of 8. One of 8 spreads
   * what is written and lost 2 %, 8 of 6 leave less of the second-level cache to the lanes.
   */
  static final int PITCH = 24;

  /** Panels that are packed together, so that the operand is read in longer pieces. */
  private static final int TOGETHER = 8;

  /** Elements of what is packed, 8 MB: for rows beyond, the lanes are packed again. */
  private static final int MOST = 2 << 20;

  private static final int L = Lanes.COUNT;

  private final Scratch scratch = new Scratch();
  private float[] packed;
  private int depth;
  private int panel;

  /** Rows that are packed at most, of chains of this length. */
  static int most(int height, int depth) {
    return Math.max(1, MOST / (depth * PITCH)) * (PITCH / height * height);
  }

  /** Makes room for so many rows, in slivers of this height, of chains of this length. */
  void room(int rows, int height, int depth) {
    this.depth = depth;
    panel = PITCH / height * height;
    packed = scratch.floats((rows + panel - 1) / panel * (depth * PITCH + CacheLine.FLOATS));
  }

  /** Copies so many columns of x, (depth, ldx). */
  void pack(int rows, float[] x, int xOffset, int ldx) {
    int group = TOGETHER * panel;
    for (int i = 0; i < rows; i += group) {
      int end = Math.min(rows, i + group);
      for (int p = 0; p < depth; p++) {
        for (int j = i; j < end; j += panel) {
          copy(Math.min(panel, end - j), x, xOffset + p * ldx + j, offset(j) + p * PITCH);
        }
      }
    }
  }

  /**
   * By vectors of one width, the last over the one before: where C2's profile knows two widths of
   * {@code FloatVector}, it may box them.
   */
  private void copy(int n, float[] x, int from, int to) {
    if (n < L && from + L > x.length) {
      System.arraycopy(x, from, packed, to, n);
      return;
    }
    for (int v = 0; v < n; v += L) {
      int at = n < L ? 0 : Math.min(v, n - L);
      FloatVector.fromArray(Lanes.FLOATS, x, from + at).intoArray(packed, to + at);
    }
  }

  float[] array() {
    return packed;
  }

  /** Where the sliver that begins with this row begins. */
  int offset(int row) {
    return row / panel * (depth * PITCH + CacheLine.FLOATS) + row % panel;
  }
}
