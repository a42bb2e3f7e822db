package dev.lanegrad.kernel;

import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The vector loop of a {@link Binary}; a template of {@link Specialized}. */
final class VectorBinary implements BinaryLoop {
  private static final Binary OP = Specialized.constant(MethodHandles.lookup(), Binary.class);

  /**
   * OP is a constant: one branch is left of the chain. It is spelled out inside the loop, for what
   * a method takes and returns as vectors is boxed in the rare run of the JVM in which C2 doesn't
   * inline it. None of the branches uses a mask, which C2 does not keep in registers for vectors of
   * 64 bits. C2 makes a loop of its own for each case of the increments.
   */
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
    float a0 = n == 0 ? 0f : a[aOffset];
    float b0 = n == 0 ? 0f : b[bOffset];
    for (int i = 0; i < end; i += Lanes.COUNT) {
      FloatVector u =
          aInc == 0
              ? FloatVector.broadcast(Lanes.FLOATS, a0)
              : FloatVector.fromArray(Lanes.FLOATS, a, aOffset + i);
      FloatVector v =
          bInc == 0
              ? FloatVector.broadcast(Lanes.FLOATS, b0)
              : FloatVector.fromArray(Lanes.FLOATS, b, bOffset + i);
      if (OP == Binary.ADD) {
        u = u.add(v);
      } else if (OP == Binary.SUB) {
        u = u.sub(v);
      } else if (OP == Binary.MUL) {
        u = u.mul(v);
      } else if (OP == Binary.DIV) {
        u = u.div(v);
      } else if (OP == Binary.MAX) {
        u = u.max(v);
      } else if (OP == Binary.MIN) {
        u = u.min(v);
      } else if (OP == Binary.RELU_BACKWARD) {
        IntVector bits = u.reinterpretAsInts();
        IntVector positive = bits.or(bits.neg()).lanewise(VectorOperators.ASHR, 31);
        u = v.reinterpretAsInts().and(positive).reinterpretAsFloats();
      } else if (OP == Binary.SQUARE_BACKWARD) {
        u = u.add(u).mul(v);
      } else if (OP == Binary.ABS_BACKWARD) {
        u = u.mul(0x1p127f).mul(0x1p127f).min(1f).max(-1f);
        IntVector nonzero = u.reinterpretAsInts().lanewise(VectorOperators.LSHL, 2);
        nonzero = nonzero.lanewise(VectorOperators.ASHR, 31);
        u = u.mul(v).reinterpretAsInts().and(nonzero).reinterpretAsFloats();
      } else if (OP == Binary.SQRT_BACKWARD) {
        u = v.div(u.add(u));
      } else if (OP == Binary.SIGMOID_BACKWARD) {
        u = v.mul(u.mul(FloatVector.broadcast(Lanes.FLOATS, 1f).sub(u)));
      } else if (OP == Binary.TANH_BACKWARD) {
        u = v.mul(u.neg().fma(u, FloatVector.broadcast(Lanes.FLOATS, 1f)));
      } else if (OP == Binary.WEIGH) {
        IntVector zero = u.reinterpretAsInts().and(Integer.MAX_VALUE).sub(1);
        zero = zero.lanewise(VectorOperators.ASHR, 31).not();
        u = u.mul(v).reinterpretAsInts().and(zero).reinterpretAsFloats();
      } else if (OP == Binary.AT_LEAST) {
        IntVector x = u.max(v).add(0f).reinterpretAsInts();
        x = x.lanewise(VectorOperators.XOR, u.add(0f).reinterpretAsInts());
        IntVector nan = u.reinterpretAsInts().and(Integer.MAX_VALUE).neg().add(Elementary.INFINITY);
        x = x.or(x.neg()).or(nan).lanewise(VectorOperators.ASHR, 31);
        u = x.not().and(Elementary.ONE).reinterpretAsFloats();
      } else if (OP == Binary.MAX_SHARE) {
        IntVector max = u.max(v).add(0f).reinterpretAsInts();
        IntVector nan = max.and(Integer.MAX_VALUE).neg().add(Elementary.INFINITY);
        nan = nan.lanewise(VectorOperators.ASHR, 31);
        IntVector half = max.lanewise(VectorOperators.XOR, v.add(0f).reinterpretAsInts());
        half = half.or(half.neg()).lanewise(VectorOperators.ASHR, 31).or(nan);
        half = half.not().and(Binary.HALVES);
        IntVector lost = max.lanewise(VectorOperators.XOR, u.add(0f).reinterpretAsInts());
        lost = lost.or(lost.neg()).lanewise(VectorOperators.ASHR, 31).and(nan.not());
        u = half.neg().add(Elementary.ONE).and(lost.not()).reinterpretAsFloats();
      } else {
        throw new AssertionError(OP);
      }
      u.intoArray(c, cOffset + i);
    }
    for (int i = end; i < n; i++) {
      c[cOffset + i] = OP.apply(a[aOffset + i * aInc], b[bOffset + i * bInc]);
    }
  }
}
