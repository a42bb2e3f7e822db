package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link Elementary} on vectors: the same operations in the same order, and so the
 * same bits.
 *
 * <p>No masks: C2 has none for the two lanes of 64 bits, and boxes them.
 */
final class VectorElementary {
  private static final VectorSpecies<Float> F = Lanes.FLOATS;
  private static final VectorSpecies<Integer> I = Lanes.INTS;

  private VectorElementary() {}

  /** {@link Elementary#exp}. */
  static FloatVector exp(FloatVector x) {
    IntVector k = x.fma(Elementary.LOG2_E, Elementary.ROUND).reinterpretAsInts();
    k = k.max(Elementary.EXP_LEAST).min(Elementary.EXP_MOST);
    FloatVector n = k.reinterpretAsFloats().sub(Elementary.ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(F, -Elementary.LN2), x);
    r = n.fma(FloatVector.broadcast(F, -Elementary.LN2_LOW), r);
    FloatVector p = r.fma(Elementary.EXP_6, Elementary.EXP_5);
    p = p.fma(r, FloatVector.broadcast(F, Elementary.EXP_4));
    p = p.fma(r, FloatVector.broadcast(F, Elementary.EXP_3));
    p = p.fma(r, FloatVector.broadcast(F, Elementary.EXP_2));
    p = p.fma(r, FloatVector.broadcast(F, 1f));
    p = p.fma(r, FloatVector.broadcast(F, 1f));
    IntVector half = k.lanewise(VectorOperators.LSHR, 1);
    p = p.mul(half.lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
    p = p.mul(k.sub(half).lanewise(VectorOperators.LSHL, 23).reinterpretAsFloats());
    IntVector bits = x.reinterpretAsInts();
    IntVector keep = IntVector.broadcast(I, Elementary.NEGATIVE_INFINITY).sub(bits);
    keep = keep.or(bits.sub(Elementary.EXP_ZERO)).lanewise(VectorOperators.ASHR, 31);
    return p.reinterpretAsInts().and(keep).reinterpretAsFloats();
  }

  /** {@link Elementary#log}. */
  static FloatVector log(FloatVector x) {
    IntVector subnormal = x.reinterpretAsInts().sub(Elementary.MIN_NORMAL);
    subnormal = subnormal.lanewise(VectorOperators.ASHR, 31);
    IntVector scale = subnormal.and(Elementary.LOG_SHIFT << 23).add(Elementary.ONE);
    IntVector bits = x.mul(scale.reinterpretAsFloats()).reinterpretAsInts();
    IntVector e = IntVector.broadcast(I, Elementary.BELOW_SQRT2).sub(bits);
    e = e.lanewise(VectorOperators.ASHR, 23);
    FloatVector f = bits.add(e.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    FloatVector y = logScaled(f, e.add(subnormal.and(Elementary.LOG_SHIFT)));
    return y.sub(logSpecial(x.add(0f)));
  }

  private static FloatVector logScaled(FloatVector f, IntVector e) {
    FloatVector p = f.fma(Elementary.LOG_10, Elementary.LOG_9);
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_8));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_7));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_6));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_5));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_4));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_3));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_2));
    p = p.fma(f.mul(f), f);
    FloatVector shift = (FloatVector) e.castShape(F, 0);
    return shift.fma(FloatVector.broadcast(F, -Elementary.LN2), p);
  }

  /** {@link Elementary#log1p}. */
  static FloatVector log1p(FloatVector x) {
    return log1pFinite(x).sub(logSpecial(x.add(1f)));
  }

  /** Spells logScaled out: behind exp, C2 no longer inlines a call from here. */
  private static FloatVector log1pFinite(FloatVector x) {
    IntVector e = IntVector.broadcast(I, Elementary.BELOW_SQRT2);
    e = e.sub(x.add(1f).reinterpretAsInts()).lanewise(VectorOperators.ASHR, 23);
    IntVector bits = e.lanewise(VectorOperators.LSHL, 23).add(Elementary.FOUR);
    FloatVector scale = bits.reinterpretAsFloats();
    FloatVector rest = FloatVector.broadcast(F, 4f).sub(scale).neg();
    FloatVector f = x.fma(scale, rest).mul(0.25f);
    FloatVector p = f.fma(Elementary.LOG_10, Elementary.LOG_9);
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_8));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_7));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_6));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_5));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_4));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_3));
    p = p.fma(f, FloatVector.broadcast(F, Elementary.LOG_2));
    p = p.fma(f.mul(f), f);
    FloatVector shift = (FloatVector) e.castShape(F, 0);
    return shift.fma(FloatVector.broadcast(F, -Elementary.LN2), p);
  }

  private static FloatVector logSpecial(FloatVector x) {
    IntVector bits = x.reinterpretAsInts();
    IntVector high = IntVector.broadcast(I, Elementary.INFINITY - 1).sub(bits);
    high = high.lanewise(VectorOperators.ASHR, 31).and(bits.or(Integer.MIN_VALUE));
    IntVector low = bits.sub(1).lanewise(VectorOperators.ASHR, 31).and(Elementary.INFINITY);
    IntVector sign = bits.lanewise(VectorOperators.ASHR, 31);
    return high.or(low).or(sign).reinterpretAsFloats();
  }

  /** {@link Elementary#tanh}. */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector e = exp(a.add(a));
    FloatVector y = FloatVector.broadcast(F, 1f).sub(FloatVector.broadcast(F, 2f).div(e.add(1f)));
    FloatVector z = a.mul(a);
    FloatVector p = z.fma(Elementary.TANH_13, Elementary.TANH_11);
    p = p.fma(z, FloatVector.broadcast(F, Elementary.TANH_9));
    p = p.fma(z, FloatVector.broadcast(F, Elementary.TANH_7));
    p = p.fma(z, FloatVector.broadcast(F, Elementary.TANH_5));
    p = p.fma(z, FloatVector.broadcast(F, Elementary.TANH_3));
    p = p.fma(a.mul(z), a);
    IntVector small = a.reinterpretAsInts().sub(Elementary.TANH_SMALL);
    small = small.lanewise(VectorOperators.ASHR, 31);
    IntVector bits = p.reinterpretAsInts().and(small);
    bits = bits.or(y.reinterpretAsInts().and(small.not()));
    return x.reinterpretAsInts().and(Integer.MIN_VALUE).or(bits).reinterpretAsFloats();
  }

  /** {@link Elementary#sigmoid}. */
  static FloatVector sigmoid(FloatVector x) {
    FloatVector e = exp(x.abs().neg());
    FloatVector q = e.div(e.add(1f));
    IntVector negative = x.reinterpretAsInts().lanewise(VectorOperators.ASHR, 31);
    IntVector bits = e.reinterpretAsInts().and(negative);
    FloatVector s = bits.or(negative.not().and(Elementary.ONE)).reinterpretAsFloats();
    return s.neg().fma(q, s);
  }

  /** {@link Elementary#softplus}. */
  static FloatVector softplus(FloatVector x) {
    return log1pExpNegAbs(x).add(x.reinterpretAsInts().max(0).reinterpretAsFloats());
  }

  /** {@link Elementary#log1pExpNegAbs}. */
  static FloatVector log1pExpNegAbs(FloatVector x) {
    return log1pFinite(exp(x.abs().neg()));
  }
}
