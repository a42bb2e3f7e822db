package dev.lanegrad.kernel;

/**
 * The distances of rows or columns that tiles of this process have as constants, each with a number
 * of its own.
 *
 * <p>Where a stride is a constant of the tile, C2 takes the range checks out of its loop and needs
 * fewer registers: without that it keeps addresses in vector registers, and with some collectors
 * (those without strip mining of loops) spills vectors. So packed operands have constant strides;
 * and the first few strides of operands that are read row by row in place become constants too, at
 * the cost of compiling tiles for each, as a network has few.
 */
final class Strides {
  /** The number of every stride that is no constant. */
  static final int VARIABLE = 0;

  /** The number of {@link #PACKED_ROW}. */
  static final int PACKED_ROWS = 1;

  /** The number of {@link #PACKED_COLUMN}. */
  static final int PACKED_COLUMNS = 2;

  /** Longest chain of packed rows. */
  static final int MAX_PACKED_DEPTH = 256;

  /**
   * Elements from one packed row to the next: a cache line more than the longest chain, so that the
   * rows don't share their cache sets.
   */
  static final int PACKED_ROW = MAX_PACKED_DEPTH + 16;

  /** Elements from one step of the chain to the next in packed columns, likewise. */
  static final int PACKED_COLUMN = 128 + 16;

  /** How many numbers there are. */
  static final int COUNT = 16;

  /** By number; 0 where a number isn't given yet. A number once given stays. */
  private static final int[] GIVEN = new int[COUNT];

  static {
    GIVEN[PACKED_ROWS] = PACKED_ROW;
    GIVEN[PACKED_COLUMNS] = PACKED_COLUMN;
  }

  private Strides() {}

  /** The number of a stride, which it is given if there is one left. */
  static int number(int stride) {
    for (int i = 1; i < COUNT; i++) {
      if (GIVEN[i] == stride) {
        return i;
      }
    }
    return GIVEN[COUNT - 1] != 0 ? VARIABLE : give(stride);
  }

  private static synchronized int give(int stride) {
    int i = 1;
    while (i < COUNT && GIVEN[i] != 0 && GIVEN[i] != stride) {
      i++;
    }
    if (i == COUNT) {
      return VARIABLE;
    }
    GIVEN[i] = stride;
    return i;
  }

  /** The stride of a number, 0 for {@link #VARIABLE}. */
  static int of(int number) {
    return GIVEN[number];
  }
}
