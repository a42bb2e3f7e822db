package dev.lanegrad.kernel.gemm;

/** The sizes and the layout of a product. */
public record ProductSize(int m, int n, int k, int layout) {
  private static final int TRANS_A = 1;
  private static final int TRANS_B = 2;
  private static final int ACCUMULATE = 4;
  private static final int BIASED = 8;
  private static final int RELU = 16;
  private static final int LINEAR = 32;

  public static int gemmLayout(boolean transA, boolean transB, boolean accumulate) {
    return (transA ? TRANS_A : 0) | (transB ? TRANS_B : 0) | (accumulate ? ACCUMULATE : 0);
  }

  public static int linearLayout(boolean biased, boolean relu) {
    return LINEAR | (biased ? BIASED : 0) | (relu ? RELU : 0);
  }

  boolean isLinear() {
    return has(LINEAR);
  }

  public boolean is(int m, int n, int k, int layout) {
    return this.m == m && this.n == n && this.k == k && this.layout == layout;
  }

  public static int hash(int m, int n, int k, int layout) {
    int h = ((m * 31 + n) * 31 + k) * 31 + layout;
    return h ^ h >>> 15;
  }

  boolean transA() {
    return has(TRANS_A);
  }

  boolean transB() {
    return has(TRANS_B | LINEAR);
  }

  boolean accumulates() {
    return has(ACCUMULATE);
  }

  boolean isBiased() {
    return has(BIASED);
  }

  boolean hasRelu() {
    return has(RELU);
  }

  /** Whether one of these flags is set. */
  private boolean has(int flags) {
    return (layout & flags) != 0;
  }
}
