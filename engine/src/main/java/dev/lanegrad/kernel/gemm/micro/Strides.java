package dev.lanegrad.kernel.gemm.micro;

/**
 * The distances of rows or columns that tiles of this process have as constants, each with a number
 * of its own.
 *
 * <p>Where a stride is a constant of the tile, C2 takes the range checks out of its loop and needs
 * fewer registers: without that it keeps addresses in vector registers, and with some collectors
 * (those without strip mining of loops) spills vectors. Packed lanes have a constant one anyway.
 * Where chains are short or both operands are read in place, the first few strides of the rows
 * become constants too, at the cost of compiling tiles for each, as a network has few: that gains 6
 * %. For long chains beside packed lanes it gains nothing, and with 16 registers it costs half.
 */
public final class Strides {
  /** The number of every stride that is no constant. */
  public static final int VARIABLE = 0;

  /** How many numbers there are. */
  static final int COUNT = 16;

  /** By number; 0 where a number isn't given yet. A number once given stays. */
  private static final int[] GIVEN = new int[COUNT];

  private Strides() {}

  /** The number of a stride, which it is given if there is one left. */
  public static int number(int stride) {
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
  public static int of(int number) {
    return GIVEN[number];
  }
}
