package dev.lanegrad.kernel;

/** Takes the rows of a product as they are completed. */
@FunctionalInterface
public interface ProductRows {
  /**
   * Takes rows i to i + rows.
   *
   * @param c their elements without gaps from {@code cOffset} on; written over later
   */
  void take(int i, int rows, float[] c, int cOffset);
}
