package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.runtime.HotSpot;

/**
 * Where cache lines begin in an array of floats.
 *
 * <p>A vector of 512 bits that lies across two lines costs two accesses, and one of rows that lie a
 * power of two apart may find the second line evicted by then. A large array begins where a line
 * does, under G1 at the start of a region, and its elements {@link #HEADER} later. For other arrays
 * the guess may be wrong, which costs nothing.
 */
public final class CacheLine {
  /** Floats in a line of 64 bytes. */
  public static final int FLOATS = 16;

  /** What comes before the first element of an array, in floats: 3 to 5. */
  private static final int HEADER = HotSpot.bytesBeforeFloats() / Float.BYTES;

  /** Elements from which an array may be large in that sense: half of G1's smallest region. */
  public static final int LARGE = 1 << 17;

  /** Elements of it from which it is worth the while to begin with an aligned one. */
  private static final int MANY = 1 << 11;

  /**
   * Elements of rows from which it is: where they lie 4096 bytes apart, transposing takes 0.15 ns
   * an element instead of 0.25.
   */
  private static final int LONG_ROW = 8 * Lanes.COUNT;

  /** Elements of an array, 2 MB, that is large in heaps of up to 8 GB. */
  public static final int OWN_REGION = 1 << 19;

  /** Elements, 64 KB, for which it is worth the while to have such an array. */
  public static final int MANY_LINES = 1 << 14;

  /** The index in a large array at which the first aligned vector begins. */
  public static final int FIRST = lead(0) % Lanes.COUNT;

  /**
   * Elements, 4096 bytes, after which lines share a set of the first-level cache again: the size of
   * one of its 8 to 12 ways.
   */
  public static final int WAY = 1024;

  private CacheLine() {}

  /** Elements from an index to the next at which an aligned vector begins: 1 to the lanes. */
  public static int lead(int index) {
    return Lanes.COUNT - (index + HEADER & Lanes.COUNT - 1);
  }

  /**
   * Elements of rows of n, from an index on and so far apart, that come before their first aligned
   * vector, where it is worth the while to begin with it and it is the same in all; else 0.
   */
  public static int leadOfRows(int index, int n, int stride) {
    boolean alike = n >= LONG_ROW && stride % Lanes.COUNT == 0;
    return alike ? lead(index) % Lanes.COUNT : 0;
  }

  /**
   * Length of the alignment peel: leading elements to process first so that the rest is aligned; n
   * if peeling does not pay, for few elements or a small array.
   */
  public static int firstPart(int n, float[] array, int index) {
    int apart = n < MANY || array.length < LARGE ? 0 : lead(index) % Lanes.COUNT;
    return apart == 0 ? n : apart;
  }
}
