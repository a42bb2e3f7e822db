package dev.lanegrad.kernel;

/**
 * An array that a kernel keeps between calls, so that warm calls allocate nothing. Its contents are
 * left over.
 */
final class Scratch {
  private float[] array = {};

  /** An array of at least n elements; the same one as long as it is long enough. */
  float[] floats(int n) {
    if (array.length < n) {
      array = new float[n];
    }
    return array;
  }

  /**
   * An array of at least n elements from {@link CacheLine#FIRST} on, where a line begins if they
   * are many.
   */
  float[] lines(int n) {
    int size = CacheLine.FIRST + n;
    return floats(n < CacheLine.MANY_LINES ? size : Math.max(size, CacheLine.OWN_REGION));
  }
}
