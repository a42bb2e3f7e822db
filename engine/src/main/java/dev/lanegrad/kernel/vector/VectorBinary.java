package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Elementary;
import dev.lanegrad.kernel.template.BinaryLoop;
import dev.lanegrad.kernel.template.Specialized;
import java.lang.invoke.MethodHandles;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;

/** The vector loop of a {@link Binary}; a template of {@link Specialized}. */
public final class VectorBinary implements BinaryLoop {
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
        IntVector bits = u.reinterpretAsInts();
        IntVector magnitude = bits.and(Integer.MAX_VALUE);
        IntVector nan = IntVector.broadcast(Lanes.INTS, Elementary.INFINITY).sub(magnitude);
        nan = nan.lanewise(VectorOperators.ASHR, 31).and(Binary.NAN);
        IntVector dx = bits.and(Integer.MIN_VALUE);
        dx = dx.lanewise(VectorOperators.XOR, v.reinterpretAsInts()).or(nan);
        dx = dx.and(magnitude.neg().lanewise(VectorOperators.ASHR, 31));
        u = dx.reinterpretAsFloats().add(0f);
      } else if (OP == Binary.SQRT_BACKWARD) {
        u = v.div(u.add(u));
      } else if (OP == Binary.SIGMOID_BACKWARD) {
        u = v.mul(u.mul(FloatVector.broadcast(Lanes.FLOATS, 1f).sub(u)));
      } else if (OP == Binary.TANH_BACKWARD) {
        u = v.mul(u.neg().fma(u, FloatVector.broadcast(Lanes.FLOATS, 1f)));
      } else if (OP == Binary.WEIGH) {
        IntVector zero = u.reinterpretAsInts().and(Integer.MAX_VALUE).sub(1);
        zero = zero.lanewise(VectorOperators.ASHR, 31).not();
        u = u.mul(v).add(0f).reinterpretAsInts().and(zero).reinterpretAsFloats();
      } else if (OP == Binary.EQUAL) {
        IntVector bits = u.add(0f).reinterpretAsInts();
        IntVector d = bits.lanewise(VectorOperators.XOR, v.add(0f).reinterpretAsInts());
        IntVector nan = IntVector.broadcast(Lanes.INTS, Elementary.INFINITY);
        nan = nan.sub(bits.and(Integer.MAX_VALUE));
        d = d.or(d.neg()).or(nan).lanewise(VectorOperators.ASHR, 31);
        u = d.not().and(Elementary.ONE).reinterpretAsFloats();
      } else if (OP == Binary.MAX_SHARE) {
        IntVector bits = u.reinterpretAsInts();
        IntVector d = u.sub(v).add(0f).reinterpretAsInts();
        IntVector infinite = bits.and(Integer.MAX_VALUE);
        infinite = infinite.lanewise(VectorOperators.XOR, Elementary.INFINITY);
        infinite = infinite.or(bits.lanewise(VectorOperators.XOR, v.reinterpretAsInts()));
        IntVector half = d.or(d.neg()).and(infinite.or(infinite.neg()));
        half = half.lanewise(VectorOperators.ASHR, 31).not().and(Binary.HALVES);
        IntVector lost = d.sub(Binary.BELOW_ALL).and(d).lanewise(VectorOperators.ASHR, 31);
        IntVector one = IntVector.broadcast(Lanes.INTS, Elementary.ONE);
        u = one.sub(half).and(lost.not()).reinterpretAsFloats();
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
