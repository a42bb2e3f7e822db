package dev.lanegrad.kernel.gemm.micro;

/**
 * The innermost part of a product: a few rows times a few vectors of columns of C, kept in
 * registers over the whole chain.
 */
public interface Tile {
  /**
   * {@code c[r][j] = fma(a[r][p], b[p][j], c[r][j])} over ascending p, from what the {@link
   * TileShape} says.
   *
   * @param k length of the chain
   * @param aStride distance of the rows of a, or of its columns, as the shape says; not read where
   *     the shape has it
   * @param bStride distance of the rows of b; not read where b is packed, with the last vector
   *     whole
   * @param last the column that the last vector begins at; not read where the columns are whole
   *     vectors
   * @param bias read only where the chains start from it
   */
  void run(
      int k,
      float[] a,
      int aOffset,
      int aStride,
      float[] b,
      int bOffset,
      int bStride,
      int last,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc);
}
