package dev.lanegrad.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The vector loops of a {@link Binary}; a template of {@link Specialized}. */
final class VectorBinary implements BinaryLoop {
  private static final Binary OP = Specialized.constant(MethodHandles.lookup(), Binary.class);

  @Override
  public void run(
      int n,
      float[] a,
      int aOffset,
      int aInc,
      float[] b,
      int bOffset,
      int bInc,
      float[] c,
      int cOffset) {
    int end = Lanes.FLOATS.loopBound(n);
    if (aInc == 0) {
      one(end, n == 0 ? 0f : a[aOffset], b, bOffset, bInc, c, cOffset);
    } else if (bInc == 0) {
      other(end, a, aOffset, n == 0 ? 0f : b[bOffset], c, cOffset);
    } else {
      both(end, a, aOffset, b, bOffset, c, cOffset);
    }
    for (int i = end; i < n; i++) {
      c[cOffset + i] = OP.apply(a[aOffset + i * aInc], b[bOffset + i * bInc]);
    }
  }

  private static void both(
      int n, float[] a, int aOffset, float[] b, int bOffset, float[] c, int cOffset) {
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, a, aOffset + i);
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, b, bOffset + i);
      apply(u, v).intoArray(c, cOffset + i);
    }
  }

  private static void one(
      int n, float a, float[] b, int bOffset, int bInc, float[] c, int cOffset) {
    FloatVector u = FloatVector.broadcast(Lanes.FLOATS, a);
    if (bInc == 0) {
      FloatVector v = FloatVector.broadcast(Lanes.FLOATS, n == 0 ? 0f : b[bOffset]);
      for (int i = 0; i < n; i += Lanes.COUNT) {
        apply(u, v).intoArray(c, cOffset + i);
      }
      return;
    }
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector v = FloatVector.fromArray(Lanes.FLOATS, b, bOffset + i);
      apply(u, v).intoArray(c, cOffset + i);
    }
  }

  private static void other(int n, float[] a, int aOffset, float b, float[] c, int cOffset) {
    FloatVector v = FloatVector.broadcast(Lanes.FLOATS, b);
    for (int i = 0; i < n; i += Lanes.COUNT) {
      FloatVector u = FloatVector.fromArray(Lanes.FLOATS, a, aOffset + i);
      apply(u, v).intoArray(c, cOffset + i);
    }
  }

  /**
   * OP is a constant: one line is left of these. None uses a mask, which C2 does not keep in
   * registers for vectors of 64 bits.
   */
  private static FloatVector apply(FloatVector a, FloatVector b) {
    if (OP == Binary.ADD) {
      return a.add(b);
    } else if (OP == Binary.SUB) {
      return a.sub(b);
    } else if (OP == Binary.MUL) {
      return a.mul(b);
    } else if (OP == Binary.DIV) {
      return a.div(b);
    } else if (OP == Binary.MAX) {
      return a.max(b);
    } else if (OP == Binary.MIN) {
      return a.min(b);
    } else if (OP == Binary.RELU_BACKWARD) {
      IntVector bits = a.reinterpretAsInts();
      IntVector positive = bits.or(bits.neg()).lanewise(VectorOperators.ASHR, 31);
      return b.reinterpretAsInts().and(positive).reinterpretAsFloats();
    } else if (OP == Binary.SQUARE_BACKWARD) {
      return a.add(a).mul(b);
    } else if (OP == Binary.ABS_BACKWARD) {
      return a.mul(0x1p127f).mul(0x1p127f).min(1f).max(-1f).mul(b);
    } else if (OP == Binary.SQRT_BACKWARD) {
      return b.div(a.add(a));
    } else if (OP == Binary.SIGMOID_BACKWARD) {
      return b.mul(a.mul(FloatVector.broadcast(Lanes.FLOATS, 1f).sub(a)));
    } else if (OP == Binary.TANH_BACKWARD) {
      return b.mul(a.neg().fma(a, FloatVector.broadcast(Lanes.FLOATS, 1f)));
    }
    throw new AssertionError(OP);
  }
}
