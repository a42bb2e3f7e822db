package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Sums and the maximum: 4 bytes of memory an element. */
public class ReductionBenchmark extends Conditions {
  private static final int ROW = 256;

  /** Elements: in the first-level cache, in the second, and in memory. */
  @Param({"2048", "32768", "16777216"})
  public int n;

  private final Kernels kernels = Kernels.current();
  private float[] x;
  private float[] columns;

  @Setup
  public void setup() {
    x = Operands.random(1, n, -1, 1);
    columns = new float[ROW];
    check();
  }

  @Benchmark
  public float sum() {
    return kernels.sum(n, x, 0);
  }

  @Benchmark
  public float max() {
    return kernels.max(n, x, 0);
  }

  /** The n elements as rows of 256: the gradient of a bias. */
  @Benchmark
  public float[] columnSums() {
    kernels.columnSums(n / ROW, ROW, x, 0, ROW, columns, 0, false);
    return columns;
  }

  private void check() {
    double sum = 0;
    double magnitude = 0;
    double max = Double.NEGATIVE_INFINITY;
    double[] columnSum = new double[ROW];
    double[] columnMagnitude = new double[ROW];
    for (int i = 0; i < n; i++) {
      sum += x[i];
      magnitude += Math.abs(x[i]);
      max = Math.max(max, x[i]);
      if (i < n - n % ROW) {
        columnSum[i % ROW] += x[i];
        columnMagnitude[i % ROW] += Math.abs(x[i]);
      }
    }
    // An element passes through a chain of 64 and a few levels of the tree, whatever n is.
    Answers.sum("sum of " + n, sum(), sum, 128, magnitude);
    Answers.near("maximum of " + n, max(), max, 0);
    columnSums();
    for (int j = 0; j < ROW; j++) {
      String what = "sum of column " + j + " of " + n / ROW + " rows";
      Answers.sum(what, columns[j], columnSum[j], n / ROW, columnMagnitude[j]);
    }
  }
}
