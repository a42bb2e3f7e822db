package dev.lanegrad.kernel.runtime;

import java.lang.ref.SoftReference;

/**
 * An array that a kernel keeps between calls, so that warm calls allocate nothing. Its contents are
 * left over. A large one is given up where memory gets short.
 */
public class Scratch {
  /** Elements, 256 KB, from which an array is large. */
  private static final int LARGE = 1 << 16;

  private float[] array = {};
  private SoftReference<float[]> large = new SoftReference<>(null);

  /** An array of at least n elements; the same one as long as it is long enough. */
  public final float[] floats(int n) {
    if (n <= array.length) {
      return array;
    }
    return n < LARGE ? (array = new float[n]) : large(n);
  }

  private float[] large(int n) {
    float[] kept = large.get();
    if (kept == null || kept.length < n) {
      kept = new float[n];
      large = new SoftReference<>(kept);
    }
    return kept;
  }
}
