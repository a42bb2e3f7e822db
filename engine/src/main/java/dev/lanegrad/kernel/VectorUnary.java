package dev.lanegrad.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/** The vector loop of a {@link Unary}; a template of {@link Specialized}. */
final class VectorUnary implements UnaryLoop {
  private static final Unary OP = Specialized.constant(MethodHandles.lookup(), Unary.class);

  @Override
  public void run(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int i = 0;
    for (int end = Lanes.FLOATS.loopBound(n); i < end; i += Lanes.COUNT) {
      apply(FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i)).intoArray(y, yOffset + i);
    }
    for (; i < n; i++) {
      y[yOffset + i] = OP.apply(x[xOffset + i]);
    }
  }

  /**
   * OP is a constant: one line is left of these. None uses a mask, which C2 does not keep in
   * registers for vectors of 64 bits.
   */
  private static FloatVector apply(FloatVector x) {
    if (OP == Unary.NEG) {
      return x.neg();
    } else if (OP == Unary.ABS) {
      return x.abs();
    } else if (OP == Unary.SQUARE) {
      return x.mul(x);
    } else if (OP == Unary.SQRT) {
      return x.sqrt();
    } else if (OP == Unary.RELU) {
      return x.max(0f);
    } else if (OP == Unary.EXP) {
      return VectorElementary.exp(x);
    } else if (OP == Unary.LOG) {
      return VectorElementary.log(x);
    } else if (OP == Unary.SIGMOID) {
      return VectorElementary.sigmoid(x);
    } else if (OP == Unary.TANH) {
      return VectorElementary.tanh(x);
    }
    throw new AssertionError(OP);
  }
}
