package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** A dense layer, {@code X Wᵀ + bias}, with and without ReLU: 2 m n k floating-point operations. */
public class LinearBenchmark extends Conditions {
  /** Batch x outputs x inputs of the first layer of each network. */
  @Param({"10x16x32", "64x512x784", "256x1024x1024"})
  public String shape;

  private final Kernels kernels = Kernels.current();
  private int m;
  private int n;
  private int k;
  private float[] x;
  private float[] w;
  private float[] bias;
  private float[] y;

  @Setup
  public void setup() {
    int[] sizes = GemmBenchmark.sizes(shape);
    m = sizes[0];
    n = sizes[1];
    k = sizes[2];
    x = Operands.random(1, m * k, -1, 1);
    w = Operands.random(2, n * k, -1, 1);
    bias = Operands.random(3, n, -1, 1);
    y = new float[m * n];
    check(linear(), false);
    check(linearRelu(), true);
  }

  @Benchmark
  public float[] linear() {
    kernels.linear(m, n, k, x, 0, k, w, 0, k, bias, 0, false, y, 0, n);
    return y;
  }

  @Benchmark
  public float[] linearRelu() {
    kernels.linear(m, n, k, x, 0, k, w, 0, k, bias, 0, true, y, 0, n);
    return y;
  }

  private void check(float[] actual, boolean relu) {
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int at = Answers.sample(s, actual.length);
      int i = at / n;
      int j = at % n;
      double sum = bias[j];
      double magnitude = Math.abs(sum);
      for (int p = 0; p < k; p++) {
        double term = (double) x[i * k + p] * w[j * k + p];
        sum += term;
        magnitude += Math.abs(term);
      }
      double expected = relu ? Math.max(0, sum) : sum;
      Answers.sum("linear " + shape + ", element " + at, actual[at], expected, k + 1, magnitude);
    }
  }
}
