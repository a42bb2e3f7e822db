package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.Unary;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** The elementwise functions of one operand: 8 bytes of memory an element. */
public class UnaryBenchmark extends Conditions {
  @Param public Unary op;

  /** Elements: in the first-level cache, in the second, and in memory. */
  @Param({"2048", "32768", "16777216"})
  public int n;

  private final Kernels kernels = Kernels.current();
  private float[] x;
  private float[] y;

  @Setup
  public void setup() {
    boolean positive = op == Unary.LOG || op == Unary.SQRT;
    x = Operands.random(1, n, positive ? 0.1 : -4, 4);
    y = new float[n];
    check(apply());
  }

  @Benchmark
  public float[] apply() {
    kernels.unary(op, n, x, 0, y, 0);
    return y;
  }

  private void check(float[] actual) {
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      double expected = expected(x[i]);
      Answers.near(op + "(" + x[i] + ")", actual[i], expected, 1e-6 * Math.abs(expected));
    }
  }

  private double expected(double x) {
    return switch (op) {
      case NEG -> -x;
      case ABS -> Math.abs(x);
      case SQUARE -> x * x;
      case SQRT -> Math.sqrt(x);
      case RELU -> Math.max(0, x);
      case EXP -> Math.exp(x);
      case LOG -> Math.log(x);
      case SIGMOID -> 1 / (1 + Math.exp(-x));
      case TANH -> Math.tanh(x);
    };
  }
}
