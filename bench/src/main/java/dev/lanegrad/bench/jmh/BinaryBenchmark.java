package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The elementwise functions of two operands: 12 bytes of memory an element. */
public class BinaryBenchmark extends Conditions {
  @Param public Binary op;

  /** Elements: in the first-level cache, in the second, and in memory. */
  @Param({"2048", "32768", "16777216"})
  public int n;

  private final Kernels kernels = Kernels.current();
  private float[] a;
  private float[] b;
  private float[] c;

  @Setup
  public void setup() {
    // The divisors among them stay away from 0.
    boolean positive = op == Binary.DIV || op == Binary.SQRT_BACKWARD;
    a = Operands.random(1, n, positive ? 0.5 : -1, 1);
    b = Operands.random(2, n, positive ? 0.5 : -1, 1);
    if (op == Binary.RELU_BACKWARD) {
      // Its first operand is a result of ReLU: half of it zeros.
      kernels.unary(Unary.RELU, n, a, 0, a, 0);
    }
    c = new float[n];
    check(apply());
  }

  @Benchmark
  public float[] apply() {
    kernels.binary(op, n, a, 0, 1, b, 0, 1, c, 0);
    return c;
  }

  private void check(float[] actual) {
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      double tolerance = 1e-6 * (Math.abs(a[i]) + Math.abs(b[i]));
      Answers.near(op + "(" + a[i] + ", " + b[i] + ")", actual[i], expected(a[i], b[i]), tolerance);
    }
  }

  private double expected(double a, double b) {
    return switch (op) {
      case ADD -> a + b;
      case SUB -> a - b;
      case MUL -> a * b;
      case DIV -> a / b;
      case MAX -> Math.max(a, b);
      case MIN -> Math.min(a, b);
      case RELU_BACKWARD -> a <= 0 ? 0 : b;
      case SQUARE_BACKWARD -> 2 * a * b;
      case ABS_BACKWARD -> Math.signum(a) * b;
      case SQRT_BACKWARD -> b / (2 * a);
      case SIGMOID_BACKWARD -> b * (a * (1 - a));
      case TANH_BACKWARD -> b * (1 - a * a);
      case WEIGH -> a * b;
      case EQUAL -> a == b ? 1 : 0;
      case MAX_SHARE -> a > b ? 1 : a < b ? 0 : 0.5;
    };
  }
}
