package dev.lanegrad.kernel.gemm.micro;

/**
 * A few rows of A times a few rows of B, each pair a dot product: a {@link Tile} whose lanes
 * operand is read where it lies, row by row, and transposed in registers.
 */
public interface DotTile {
  /**
   * {@code c[r][j] = fma(a[r][p], b[j][p], c[r][j])} over ascending p, from what the {@link
   * DotShape} says. Before c is what it should be it may hold other values.
   *
   * @param k length of the chain, a multiple of {@link DotShape#DEPTH}; read only where the shape
   *     has all steps
   * @param lda distance of the rows of a
   * @param ldb distance of the rows of b; not read where the shape has it
   * @param bias read only where the chains start from it
   */
  void run(
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] bias,
      int biasOffset,
      float[] c,
      int cOffset,
      int ldc);
}
