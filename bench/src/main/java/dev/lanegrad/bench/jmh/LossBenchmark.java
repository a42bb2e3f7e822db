package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.PointLoss;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * The elementwise losses: their values (12 bytes of memory an element), the sum of these (8), and
 * the gradient (12).
 *
 * <p>The squared error is held against a double loop; of the others the sum against their values,
 * and the gradient against differences of these.
 */
public class LossBenchmark extends Conditions {
  private static final float PARAMETER = 1f;
  private static final float DIFFERENCE = 0x1p-8f;

  @Param public PointLoss loss;

  /** Elements: in the first-level cache, in the second, and in memory. */
  @Param({"2048", "32768", "16777216"})
  public int n;

  private final Kernels kernels = Kernels.current();
  private float[] x;
  private float[] t;
  private float[] y;
  private float[] dy;

  @Setup
  public void setup() {
    // Probabilities, away from 0 and 1: every loss is defined there.
    x = Operands.random(1, n, 0.1, 0.9);
    t = Operands.random(2, n, 0.1, 0.9);
    y = new float[n];
    dy = new float[] {1f / n};
    check();
  }

  @Benchmark
  public float[] values() {
    kernels.lossValues(loss, PARAMETER, n, x, 0, t, 0, y, 0);
    return y;
  }

  @Benchmark
  public float sum() {
    return kernels.lossSum(loss, PARAMETER, n, x, 0, t, 0);
  }

  /** Of the mean: one factor for all elements. */
  @Benchmark
  public float[] gradient() {
    kernels.lossGradient(loss, PARAMETER, n, x, 0, t, 0, dy, 0, 0, y, 0, false);
    return y;
  }

  private void check() {
    values();
    double sum = 0;
    double magnitude = 0;
    for (int i = 0; i < n; i++) {
      sum += y[i];
      magnitude += Math.abs(y[i]);
    }
    // An element passes through a chain of 64 and a few levels of the tree, whatever n is.
    Answers.sum(loss + ", sum of " + n, sum(), sum, 128, magnitude);
    if (loss == PointLoss.SQUARED_ERROR) {
      for (int s = 0; s < Answers.SAMPLES; s++) {
        int i = Answers.sample(s, n);
        double d = (double) x[i] - t[i];
        Answers.near(loss + ", element " + i, y[i], d * d, 1e-6 * Math.abs(d));
      }
    }
    gradient();
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      double slope = (valueAt(i, DIFFERENCE) - valueAt(i, -DIFFERENCE)) / (2 * DIFFERENCE);
      boolean kinkNear = Math.abs(x[i] - t[i]) < 2 * DIFFERENCE;
      if (!kinkNear) {
        double tolerance = 0.01 * (1 + Math.abs(slope)) / n;
        Answers.near(loss + ", gradient of element " + i, y[i], slope / n, tolerance);
      }
    }
  }

  private double valueAt(int i, float difference) {
    float[] moved = {x[i] + difference};
    float[] value = new float[1];
    kernels.lossValues(loss, PARAMETER, 1, moved, 0, t, i, value, 0);
    return value[0];
  }
}
