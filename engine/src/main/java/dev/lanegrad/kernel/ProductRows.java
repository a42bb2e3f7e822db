package dev.lanegrad.kernel;

/**
 * Takes the rows of a product as they are completed, while it is under way: it must not compute
 * another one.
 */
@FunctionalInterface
public interface ProductRows {
  /**
   * Takes rows i to i + rows.
   *
   * @param c their elements without gaps from {@code cOffset} on; written over later
   */
  void take(int i, int rows, float[] c, int cOffset);
}
