package dev.lanegrad;

/**
 * Changes a leaf by its gradient, part by part, while the gradient is being computed: so that it
 * need not be kept.
 *
 * @see Recording#fuse
 */
public interface Update {
  /** Begins one change of the whole leaf. */
  void begin();

  /**
   * Changes some elements.
   *
   * @param from the first of them, row by row
   * @param n how many
   * @param gradient their complete gradients, from {@code offset} on
   */
  void part(int from, int n, float[] gradient, int offset);
}
