package dev.lanegrad.bench.peers;

import dev.ludovic.netlib.blas.JavaBLAS;

/** The BLAS of netlib in Java, with the Vector API. */
final class NetlibMultiplier implements Multiplier {
  private final JavaBLAS blas = JavaBLAS.getInstance();

  @Override
  public String name() {
    return "netlib";
  }

  @Override
  public String how() {
    return Version.of("version", "blas")
        + ", "
        + blas.getClass().getSimpleName()
        + ".sgemm on arrays, always on one thread";
  }

  @Override
  public Multiplication of(Product p, float[] a, float[] b) {
    float[] ownA = a.clone();
    float[] ownB = b.clone();
    float[] c = new float[p.m() * p.n()];
    // Column-major: what it takes for a matrix is our transpose, so it computes Cᵀ from Bᵀ and Aᵀ.
    String first = p.transB() ? "T" : "N";
    String second = p.transA() ? "T" : "N";
    return new Multiplication() {
      @Override
      public float run() {
        blas.sgemm(
            first, second, p.n(), p.m(), p.k(), 1f, ownB, p.ldb(), ownA, p.lda(), 0f, c, p.n());
        return c[0];
      }

      @Override
      public float[] result() {
        return c.clone();
      }
    };
  }
}
