package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The kernels of rows of logits: softmax, its logarithm and gradient, and cross entropy with the
 * gradient of its mean; 8 bytes of memory an element, 12 for the gradient of the softmax.
 */
public class RowBenchmark extends Conditions {
  /**
   * Elements, of which whole rows are used: in the first-level cache, in the second, and in memory.
   */
  @Param({"2048", "32768", "16777216"})
  public int n;

  /** Elements of a row: fewer than the lanes of a sum, and more. */
  @Param({"8", "1024"})
  public int classes;

  private final Kernels kernels = Kernels.current();
  private int rows;
  private float[] x;
  private float[] t;
  private float[] y;
  private float[] dy;
  private float[] dx;
  private float[] losses;
  private float[] share;

  @Setup
  public void setup() {
    rows = n / classes;
    x = Operands.random(1, n, -4, 4);
    dy = Operands.random(2, n, -1, 1);
    y = new float[n];
    dx = new float[n];
    t = new float[rows];
    for (int i = 0; i < rows; i++) {
      t[i] = i % classes;
    }
    losses = new float[rows];
    share = new float[] {1f / rows};
    check();
  }

  @Benchmark
  public float[] softmax() {
    kernels.softmax(rows, classes, false, x, 0, y, 0);
    return y;
  }

  @Benchmark
  public float[] logSoftmax() {
    kernels.softmax(rows, classes, true, x, 0, y, 0);
    return y;
  }

  /** From whatever y was computed last. */
  @Benchmark
  public float[] softmaxGradient() {
    kernels.softmaxGradient(rows, classes, false, y, 0, dy, 0, dx, 0);
    return dx;
  }

  @Benchmark
  public float[] crossEntropy() {
    kernels.crossEntropy(rows, classes, x, 0, t, 0, null, 0, 0f, -1, losses, 0, share, 0, 0, dx, 0);
    return dx;
  }

  private void check() {
    logSoftmax();
    crossEntropy();
    for (int s = 0; s < Answers.SAMPLES && rows > 0; s++) {
      int i = Answers.sample(s, rows * classes);
      int row = i / classes;
      double log = x[i] - logOfSum(row);
      boolean hit = i % classes == (int) t[row];
      Answers.near("log softmax, element " + i, y[i], log, 1e-5);
      Answers.near(
          "gradient of cross entropy, element " + i,
          dx[i],
          (Math.exp(log) - (hit ? 1 : 0)) / rows,
          1e-5 / rows);
    }
    softmax();
    softmaxGradient();
    for (int s = 0; s < Answers.SAMPLES && rows > 0; s++) {
      int i = Answers.sample(s, rows * classes);
      int from = i / classes * classes;
      double log = logOfSum(i / classes);
      double expected = Math.exp(x[i] - log);
      double sum = 0;
      for (int j = from; j < from + classes; j++) {
        sum += dy[j] * Math.exp(x[j] - log);
      }
      Answers.near("softmax, element " + i, y[i], expected, 1e-5);
      Answers.near("gradient of softmax, element " + i, dx[i], (dy[i] - sum) * expected, 1e-5);
    }
  }

  private double logOfSum(int row) {
    double sum = 0;
    for (int j = row * classes; j < (row + 1) * classes; j++) {
      sum += Math.exp(x[j]);
    }
    return Math.log(sum);
  }
}
