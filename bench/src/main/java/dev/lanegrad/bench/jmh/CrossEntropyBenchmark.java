package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The cross entropy of rows of logits, m rows of n classes: values alone (logits read, 4 bytes of
 * memory an element), and with the gradient (8).
 */
public class CrossEntropyBenchmark extends Conditions {
  private static final int NONE_IGNORED = -100;

  /** Rows x classes: digits, a few thousand, and a vocabulary. */
  @Param({"64x10", "32x1000", "256x32768"})
  public String rows;

  private final Kernels kernels = Kernels.current();
  private int m;
  private int n;
  private float[] x;
  private float[] t;
  private float[] y;
  private float[] dy;
  private float[] dx;

  @Setup
  public void setup() {
    String[] sizes = rows.split("x");
    m = Integer.parseInt(sizes[0]);
    n = Integer.parseInt(sizes[1]);
    x = Operands.random(1, m * n, -4, 4);
    t = new float[m];
    for (int i = 0; i < m; i++) {
      t[i] = (int) (i * 7919L % n);
    }
    y = new float[m];
    dy = new float[] {1f / m};
    dx = new float[m * n];
    check();
  }

  @Benchmark
  public float[] values() {
    run(null);
    return y;
  }

  /** Values too, in the same call; of the mean: one factor for all rows. */
  @Benchmark
  public float[] gradient() {
    run(dx);
    return dx;
  }

  private void run(float[] gradient) {
    kernels.crossEntropy(m, n, x, 0, t, 0, null, 0, 0f, NONE_IGNORED, y, 0, dy, 0, 0, gradient, 0);
  }

  /** log(sum(exp(x))) - x[c], and its derivative: the probabilities, less 1 at c. */
  private void check() {
    float[] alone = values().clone();
    gradient();
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int row = Answers.sample(s, m);
      double sum = 0;
      for (int j = 0; j < n; j++) {
        sum += Math.exp(x[row * n + j]);
      }
      int c = (int) t[row];
      double loss = Math.log(sum) - x[row * n + c];
      String of = "cross entropy of row " + row;
      Answers.near(of, alone[row], loss, 1e-5 * (1 + loss));
      Answers.near(of + ", with its gradient", y[row], loss, 1e-5 * (1 + loss));
      for (int j : new int[] {c, Answers.sample(s, n)}) {
        double probability = Math.exp(x[row * n + j]) / sum;
        double slope = (probability - (j == c ? 1 : 0)) / m;
        String what = of + ", gradient of class " + j;
        Answers.near(what, dx[row * n + j], slope, 1e-5 * (probability + (j == c ? 1 : 0)) / m);
      }
    }
  }
}
