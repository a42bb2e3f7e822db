package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.runtime.Scratch;

/** Scratch that can begin with a cache line. */
public final class AlignedScratch extends Scratch {
  /**
   * An array of at least n elements from {@link CacheLine#FIRST} on, where a line begins if they
   * are many.
   */
  public float[] lines(int n) {
    int size = CacheLine.FIRST + n;
    return floats(n < CacheLine.MANY_LINES ? size : Math.max(size, CacheLine.OWN_REGION));
  }
}
