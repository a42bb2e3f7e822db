package dev.lanegrad.bench.peers;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * A matrix product {@code C = op(A) op(B)} of row-major matrices, op(A) (m, k) and op(B) (k, n).
 *
 * @param layout NN, NT or TN: whether A and B are stored transposed
 */
record Product(String layout, int m, int n, int k) {
  private static final List<String> LAYOUTS = List.of("NN", "NT", "TN");
  private static final int[] SQUARES = {
    16, 32, 64, 100, 128, 250, 256, 512, 1000, 1023, 1024, 2048
  };
  private static final int[] BATCHES = {1, 2, 10, 64};

  /** Outputs and inputs of the layers that the skinny products belong to. */
  private static final int[][] WEIGHTS = {{512, 784}, {1024, 1024}};

  private static final int SAMPLES = 64;
  private static final double UNIT = 0x1p-24;

  /** Squares, then what layers with small batches do: forward NT, their gradients TN and NN. */
  static List<Product> all() {
    List<Product> products = new ArrayList<>();
    for (int n : SQUARES) {
      for (String layout : LAYOUTS) {
        products.add(new Product(layout, n, n, n));
      }
    }
    for (int[] weights : WEIGHTS) {
      int out = weights[0];
      int in = weights[1];
      for (int batch : BATCHES) {
        products.add(new Product("NT", batch, out, in));
        products.add(new Product("TN", out, in, batch));
        products.add(new Product("NN", batch, in, out));
      }
    }
    return products;
  }

  boolean transA() {
    return layout.charAt(0) == 'T';
  }

  boolean transB() {
    return layout.charAt(1) == 'T';
  }

  int lda() {
    return transA() ? m : k;
  }

  int ldb() {
    return transB() ? k : n;
  }

  double flops() {
    return 2.0 * m * n * k;
  }

  String shape() {
    return m + "x" + n + "x" + k;
  }

  Map<String, String> params() {
    return Map.of("layout", layout, "shape", shape());
  }

  float[] a() {
    return Numbers.random(1, m * k, 1);
  }

  float[] b() {
    return Numbers.random(2, k * n, 1);
  }

  /**
   * Holds samples of C, its last element among them, against double loops. The bound is that of any
   * order of summation: terms times rounding error times the sum of the magnitudes.
   */
  void check(float[] a, float[] b, float[] c) {
    for (int s = 0; s < SAMPLES; s++) {
      int at = (int) (s * (m * (long) n - 1) / (SAMPLES - 1));
      int i = at / n;
      int j = at % n;
      double sum = 0;
      double magnitude = 0;
      for (int p = 0; p < k; p++) {
        double left = transA() ? a[p * m + i] : a[i * k + p];
        double right = transB() ? b[j * k + p] : b[p * n + j];
        sum += left * right;
        magnitude += Math.abs(left * right);
      }
      String what = String.format(Locale.ROOT, "element (%d, %d)", i, j);
      WrongAnswer.unless(what, c[at], sum, (k + 2) * UNIT * magnitude);
    }
  }
}
