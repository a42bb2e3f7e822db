package dev.lanegrad.kernel.scalar;

/** The scalar loops that define what every kernel computes, on the calling thread. */
public final class ScalarKernels
    implements ComposedKernels, ScalarElementwise, ScalarReductions, ScalarLosses, ScalarUpdates {
  /** The only one: it has no state. */
  public static final ScalarKernels INSTANCE = new ScalarKernels();

  private ScalarKernels() {}

  @Override
  public String description() {
    return "plain loops";
  }

  @Override
  public int vectorBits() {
    return 0;
  }

  @Override
  public int threads() {
    return 1;
  }

  @Override
  public void gemm(
      boolean transA,
      boolean transB,
      int m,
      int n,
      int k,
      float[] a,
      int aOffset,
      int lda,
      float[] b,
      int bOffset,
      int ldb,
      float[] c,
      int cOffset,
      int ldc,
      boolean accumulate) {
    ScalarGemm.gemm(
        transA, transB, m, n, k, a, aOffset, lda, b, bOffset, ldb, c, cOffset, ldc, accumulate);
  }
}
