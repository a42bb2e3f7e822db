package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Kernels;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What changes parameters in place: axpy and SGD (12 bytes of memory an element), and SGD with
 * momentum (20), Adam (28).
 */
public class UpdateBenchmark extends Conditions {
  /** So small that parameters stay what they are over billions of steps: no infinity comes up. */
  private static final float LEARNING_RATE = 1e-12f;

  private static final float WEIGHT_DECAY = 0.01f;
  private static final float MOMENTUM = 0.9f;
  private static final double BETA1 = 0.9;
  private static final double BETA2 = 0.999;
  private static final double EPS = 1e-8;

  /** Elements: in the first-level cache, in the second, and in memory. */
  @Param({"2048", "32768", "16777216"})
  public int n;

  private final Kernels kernels = Kernels.current();
  private float[] gradient;
  private float[] velocity;
  private float[] mean;
  private float[] squares;
  private final AdamStep adam =
      new AdamStep(BETA1, BETA2, EPS).set(BETA1, BETA2, LEARNING_RATE, 0, false);
  private float[] w;

  @Setup
  public void setup() {
    gradient = Operands.random(1, n, -1, 1);
    velocity = Operands.random(2, n, -1, 1);
    w = Operands.random(3, n, -1, 1);
    mean = Operands.random(4, n, -1, 1);
    squares = Operands.random(5, n, 0.1, 1);
    check();
    checkAdam();
  }

  @Benchmark
  public float[] axpy() {
    kernels.axpy(n, LEARNING_RATE, gradient, 0, w, 0);
    return w;
  }

  @Benchmark
  public float[] sgd() {
    kernels.sgd(n, LEARNING_RATE, 0f, gradient, 0, w, 0);
    return w;
  }

  @Benchmark
  public float[] sgdMomentum() {
    kernels.sgdMomentum(
        n, LEARNING_RATE, WEIGHT_DECAY, MOMENTUM, 0f, false, false, gradient, 0, velocity, 0, w, 0);
    return w;
  }

  @Benchmark
  public float[] adam() {
    kernels.adam(adam, n, gradient, 0, mean, 0, squares, 0, null, 0, w, 0);
    return w;
  }

  /** The third step, as the paper has it, with the weights' decay in the gradient. */
  private void checkAdam() {
    double step = 0.5;
    double power1 = Math.pow(BETA1, 3);
    double power2 = Math.pow(BETA2, 3);
    AdamStep third = new AdamStep(BETA1, BETA2, EPS).set(power1, power2, step, WEIGHT_DECAY, false);
    float[] m = mean.clone();
    float[] v = squares.clone();
    float[] result = w.clone();
    kernels.adam(third, n, gradient, 0, m, 0, v, 0, null, 0, result, 0);
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      double d = gradient[i] + (double) WEIGHT_DECAY * w[i];
      double first = BETA1 * mean[i] + (1 - BETA1) * d;
      double second = BETA2 * squares[i] + (1 - BETA2) * d * d;
      Answers.near("adam, mean of gradient " + i, m[i], first, 1e-6);
      Answers.near("adam, mean of square " + i, v[i], second, 1e-6);
      double change = step * first / (1 - power1) / (Math.sqrt(second / (1 - power2)) + EPS);
      Answers.near("adam, element " + i, result[i], w[i] - change, 1e-6 * (1 + Math.abs(change)));
    }
  }

  /** With steps large enough to be seen. */
  private void check() {
    float step = 0.5f;
    float[] g = gradient.clone();
    float[] v = velocity.clone();
    float[] result = w.clone();
    kernels.axpy(n, step, g, 0, result, 0);
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      Answers.near("axpy, element " + i, result[i], w[i] + (double) step * g[i], 1e-6);
    }
    System.arraycopy(w, 0, result, 0, n);
    kernels.sgd(n, step, WEIGHT_DECAY, g, 0, result, 0);
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      double d = g[i] + (double) WEIGHT_DECAY * w[i];
      Answers.near("sgd, element " + i, result[i], w[i] - step * d, 1e-6);
    }
    System.arraycopy(w, 0, result, 0, n);
    kernels.sgdMomentum(n, step, WEIGHT_DECAY, MOMENTUM, 0f, false, false, g, 0, v, 0, result, 0);
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      double d = g[i] + (double) WEIGHT_DECAY * w[i];
      double moved = (double) MOMENTUM * velocity[i] + d;
      Answers.near("momentum, element " + i, v[i], moved, 1e-6);
      Answers.near("sgd with momentum, element " + i, result[i], w[i] - step * moved, 1e-6);
    }
  }
}
