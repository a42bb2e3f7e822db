package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The matrix product {@code C = op(A) op(B)}: 2 m n k floating-point operations. */
public class GemmBenchmark extends Conditions {
  /** Which operand is transposed: NT is a layer's forward, NN and TN are its two gradients. */
  @Param({"NN", "NT", "TN"})
  public String layout;

  /**
   * m x n x k: cubes of growing size, some of no even multiple of a vector, and the products of
   * layers with batches of 1, 2, 10, 64 and of the networks' largest.
   */
  @Param({
    "16x16x16",
    "32x32x32",
    "64x64x64",
    "100x100x100",
    "128x128x128",
    "250x250x250",
    "256x256x256",
    "512x512x512",
    "1000x1000x1000",
    "1023x1023x1023",
    "1024x1024x1024",
    "2048x2048x2048",
    "10x16x32",
    "1x512x784",
    "2x512x784",
    "10x512x784",
    "64x512x784",
    "1x1024x1024",
    "2x1024x1024",
    "10x1024x1024",
    "64x1024x1024",
    "256x1024x1024"
  })
  public String shape;

  private final Kernels kernels = Kernels.current();
  private boolean transA;
  private boolean transB;
  private int m;
  private int n;
  private int k;
  private float[] a;
  private float[] b;
  private float[] c;

  @Setup
  public void setup() {
    transA = layout.charAt(0) == 'T';
    transB = layout.charAt(1) == 'T';
    int[] sizes = sizes(shape);
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    a = Operands.random(1, m * k, -1, 1);
    b = Operands.random(2, k * n, -1, 1);
    c = new float[m * n];
    check(gemm());
  }

  @Benchmark
  public float[] gemm() {
    int lda = transA ? m : k;
    int ldb = transB ? k : n;
    kernels.gemm(transA, transB, m, n, k, a, 0, lda, b, 0, ldb, c, 0, n, false);
    return c;
  }

  /** The three sizes of {@code "64x512x784"}. */
  static int[] sizes(String shape) {
    String[] parts = shape.split("x");
    return new int[] {
      Integer.parseInt(parts[0]), Integer.parseInt(parts[1]), Integer.parseInt(parts[2])
    };
  }

  private void check(float[] actual) {
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int at = Answers.sample(s, actual.length);
      int i = at / n;
      int j = at % n;
      double sum = 0;
      double magnitude = 0;
      for (int p = 0; p < k; p++) {
        double left = transA ? a[p * m + i] : a[i * k + p];
        double right = transB ? b[j * k + p] : b[p * n + j];
        sum += left * right;
        magnitude += Math.abs(left * right);
      }
      Answers.sum(layout + " " + shape + ", element " + at, actual[at], sum, k, magnitude);
    }
  }
}
