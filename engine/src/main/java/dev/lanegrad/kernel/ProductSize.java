package dev.lanegrad.kernel;

/** The sizes and the layout of a product. */
record ProductSize(int m, int n, int k, int layout) {
  private static final int TRANS_A = 1;
  private static final int TRANS_B = 2;
  private static final int ACCUMULATE = 4;
  private static final int BIASED = 8;
  private static final int RELU = 16;
  private static final int LINEAR = 32;

  static int gemmLayout(boolean transA, boolean transB, boolean accumulate) {
    return (transA ? TRANS_A : 0) | (transB ? TRANS_B : 0) | (accumulate ? ACCUMULATE : 0);
  }

  static int linearLayout(boolean biased, boolean relu) {
    return LINEAR | (biased ? BIASED : 0) | (relu ? RELU : 0);
  }

  boolean isLinear() {
    return has(LINEAR);
  }

  boolean is(int m, int n, int k, int layout) {
    return this.m == m && this.n == n && this.k == k && this.layout == layout;
  }

  static int hash(int m, int n, int k, int layout) {
    int h = ((m * 31 + n) * 31 + k) * 31 + layout;
    return h ^ h >>> 15;
  }

  /** The size of the largest operand. */
  int elements() {
    return Math.max(m * k, Math.max(k * n, m * n));
  }

  void gemm(Kernels kernels, float[] a, float[] b, float[] c) {
    boolean transA = has(TRANS_A);
    boolean transB = has(TRANS_B);
    kernels.gemm(
        transA,
        transB,
        m,
        n,
        k,
        a,
        0,
        transA ? m : k,
        b,
        0,
        transB ? k : n,
        c,
        0,
        n,
        has(ACCUMULATE));
  }

  void linear(Kernels kernels, float[] x, float[] w, float[] y) {
    kernels.linear(m, n, k, x, 0, k, w, 0, k, has(BIASED) ? w : null, 0, has(RELU), y, 0, n);
  }

  private boolean has(int flag) {
    return (layout & flag) != 0;
  }
}
