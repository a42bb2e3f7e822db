package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.template.Specialized;
import dev.lanegrad.kernel.template.UnaryLoop;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;

/** The vector loop of a {@link Unary}; a template of {@link Specialized}. */
public final class VectorUnary implements UnaryLoop {
  private static final Unary OP = Specialized.constant(MethodHandles.lookup(), Unary.class);

  /**
   * OP is a constant: one branch is left of the chain. It is spelled out inside the loop, for what
   * a method takes and returns as vectors is boxed in the rare run of the JVM in which C2 doesn't
   * inline it. None of the branches uses a mask, which C2 does not keep in registers for vectors of
   * 64 bits.
   */
  @Override
  public void run(int n, float[] x, int xOffset, float[] y, int yOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    for (int i = 0; i < end; i += Lanes.COUNT) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, x, xOffset + i);
      if (OP == Unary.NEG) {
        u = u.neg();
      } else if (OP == Unary.ABS) {
        u = u.abs();
      } else if (OP == Unary.SQUARE) {
        u = u.mul(u);
      } else if (OP == Unary.SQRT) {
        u = u.sqrt();
      } else if (OP == Unary.RELU) {
        u = u.max(0f);
      } else if (OP == Unary.EXP) {
        u = VectorElementary.exp(u);
      } else if (OP == Unary.LOG) {
        u = VectorElementary.log(u);
      } else if (OP == Unary.SIGMOID) {
        u = VectorElementary.sigmoid(u);
      } else if (OP == Unary.TANH) {
        u = VectorElementary.tanh(u);
      } else {
        throw new AssertionError(OP);
      }
      u.intoArray(y, yOffset + i);
    }
    for (int i = end; i < n; i++) {
      y[yOffset + i] = OP.apply(x[xOffset + i]);
    }
  }
}
