package dev.lanegrad.bench.peers;

import dev.lanegrad.kernel.Kernels;

/** lanegrad's kernel. */
final class LanegradMultiplier implements Multiplier {
  @Override
  public String name() {
    return Names.LANEGRAD;
  }

  @Override
  public String how() {
    return "Kernels.gemm on arrays, " + Kernels.current().description();
  }

  @Override
  public Multiplication of(Product p, float[] a, float[] b) {
    float[] c = new float[p.m() * p.n()];
    boolean transA = p.transA();
    boolean transB = p.transB();
    int m = p.m();
    int n = p.n();
    int k = p.k();
    int lda = p.lda();
    int ldb = p.ldb();
    float[] ownA = a.clone();
    float[] ownB = b.clone();
    return new Multiplication() {
      @Override
      public float run() {
        Kernels.current().gemm(transA, transB, m, n, k, ownA, 0, lda, ownB, 0, ldb, c, 0, n, false);
        return c[0];
      }

      @Override
      public float[] result() {
        return c.clone();
      }
    };
  }
}
