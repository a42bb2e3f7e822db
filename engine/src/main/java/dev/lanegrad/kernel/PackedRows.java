package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;

/**
 * The operand that is broadcast, where it is stored (k, m) and each step of a sliver's chain is a
 * few floats of another row, far from the last. Here the steps of the slivers of a panel follow one
 * another, {@link #PITCH} floats apart. Panels are packed when they are first asked for, so that
 * they are in the cache then.
 */
final class PackedRows {
  /**
   * Floats from one step of the chain to the next: 4 slivers of 6 rows, or 3 of 8. One of 8 spreads
   * what is written and lost 2 %, 8 of 6 leave less of the second-level cache to the lanes.
   */
  static final int PITCH = 24;

  /** Panels that are packed together, so that the operand is read in longer pieces. */
  private static final int TOGETHER = 4;

  /** Steps of the chain that are packed of one panel before those of the next. */
  private static final int STEPS = 16;

  /** Elements of what is packed, 8 MB: for rows beyond, the lanes are packed again. */
  private static final int MOST = 2 << 20;

  private static final int L = Lanes.COUNT;

  private final Scratch scratch = new Scratch();
  private float[] packed;
  private int depth;
  private int panel;

  /** Elements from one panel to the next. */
  private int size;

  private int rows;
  private float[] x;
  private int xOffset;
  private int ldx;

  /** Rows that are packed already. */
  private int done;

  /** Rows that are packed at most, of chains of this length. */
  static int most(int height, int depth) {
    return Math.max(1, MOST / (depth * PITCH)) * (PITCH / height * height);
  }

  /** Begins with so many columns of x, (depth, ldx), in slivers of this height. */
  void begin(int rows, int height, int depth, float[] x, int xOffset, int ldx) {
    this.rows = rows;
    this.depth = depth;
    this.x = x;
    this.xOffset = xOffset;
    this.ldx = ldx;
    panel = PITCH / height * height;
    size = depth * PITCH + CacheLine.FLOATS;
    packed = scratch.floats((rows + panel - 1) / panel * size);
    done = 0;
  }

  /** Ends the use of x. */
  void end() {
    x = null;
  }

  float[] array() {
    return packed;
  }

  /** Where the sliver that begins with this row begins; it is packed by then. */
  int sliver(int row) {
    while (row >= done) {
      packMore();
    }
    return row / panel * size + row % panel;
  }

  private void packMore() {
    int end = Math.min(rows, done + TOGETHER * panel);
    for (int p = 0; p < depth; p += STEPS) {
      int steps = Math.min(STEPS, depth - p);
      for (int i = done; i < end; i += panel) {
        int to = i / panel * size + p * PITCH;
        copy(steps, Math.min(panel, end - i), xOffset + p * ldx + i, to);
      }
    }
    done = end;
  }

  /** Copies n columns, and what follows them up to PITCH if there is enough of x. */
  private void copy(int steps, int n, int from, int to) {
    float[] source = x;
    float[] target = packed;
    int distance = ldx;
    if (from + (steps - 1) * distance + PITCH > source.length) {
      for (int p = 0; p < steps; p++) {
        System.arraycopy(source, from + p * distance, target, to + p * PITCH, n);
      }
      return;
    }
    for (int p = 0; p < steps; p++) {
      for (int v = 0; v < PITCH; v += L) {
        int at = Math.min(v, PITCH - L); // the last vector overlaps the one before
        FloatVector.fromArray(Lanes.FLOATS, source, from + p * distance + at)
            .intoArray(target, to + p * PITCH + at);
      }
    }
  }
}
