package dev.lanegrad.kernel.gemm;

import dev.lanegrad.kernel.gemm.micro.DotShape;
import dev.lanegrad.kernel.gemm.micro.DotTiles;
import dev.lanegrad.kernel.gemm.micro.Strides;
import dev.lanegrad.kernel.gemm.micro.TileShape;
import dev.lanegrad.kernel.vector.CacheLine;
import dev.lanegrad.kernel.vector.Lanes;

/**
 * A product of few rows whose other operand is stored (n, k): {@code C = A Bᵀ}, the dot products of
 * rows with rows. A {@link BlockedProduct} would transpose all of B into a copy, which costs more
 * than the few multiply-adds that are made with it; here it passes through registers.
 */
final class Dots {
  private static final int L = Lanes.COUNT;
  private static final int DEPTH = DotShape.DEPTH;

  /**
   * Vectors that a tile is wide at most where all rows of b share a set of the first-level cache, 8
   * of them its 8 to 12 ways.
   */
  private static final int CROWDED = Math.max(1, 8 / L);

  private Dots() {}

  /** Whether a product with b stored (n, k) is better made here than by a copy of b. */
  static boolean suit(int m, int n, int k, TileShape.Start start) {
    boolean whole = n % L == 0 || start != TileShape.Start.C; // the last columns may overlap
    return L >= 4 && m <= DotShape.MAX_ROWS && n >= L && k >= DEPTH && whole;
  }

  /** {@code c = start + a bᵀ}, or {@code max(0, start + a bᵀ)}. */
  static void compute(
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      TileShape.Start start,
      float[] bias,
      int biasOffset,
      boolean relu,
      float[] c,
      int cOffset,
      int ldc) {
    int most = DotShape.mostVectors(m);
    if (ldb % CacheLine.WAY == 0) {
      most = Math.min(most, CROWDED);
    }
    int stride = Strides.number(ldb);
    int lead = CacheLine.leadOfRows(bOffset, k, ldb);
    int whole = (k - lead) / DEPTH * DEPTH;
    int rest = k - lead - whole;
    int last = k - DEPTH;
    for (int j = 0, vectors; j < n; j += vectors * L) {
      vectors = Math.min(most, Integer.highestOneBit(Math.min(Slivers.vectors(n - j), n / L)));
      int from = Math.min(j, n - vectors * L); // the last columns overlap those before
      int bj = bOffset + from * ldb;
      int bi = biasOffset + from;
      int ci = cOffset + from;
      TileShape.Start next = start;
      if (lead > 0) {
        DotTiles.get(m, vectors, stride, DotShape.Part.first(lead), next, false)
            .run(DEPTH, a, aOffset, lda, b, bj, ldb, bias, bi, c, ci, ldc);
        next = TileShape.Start.C;
      }
      if (whole > 0) {
        DotTiles.get(m, vectors, stride, DotShape.Part.ALL, next, relu && rest == 0)
            .run(whole, a, aOffset + lead, lda, b, bj + lead, ldb, bias, bi, c, ci, ldc);
        next = TileShape.Start.C;
      }
      if (rest > 0) {
        DotTiles.get(m, vectors, stride, DotShape.Part.last(rest), next, relu)
            .run(DEPTH, a, aOffset + last, lda, b, bj + last, ldb, bias, bi, c, ci, ldc);
      }
    }
  }
}
