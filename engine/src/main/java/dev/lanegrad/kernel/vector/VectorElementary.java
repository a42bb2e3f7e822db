package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Elementary;
import dev.lanegrad.kernel.template.Inlining;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorSpecies;

/**
 * The functions of {@link Elementary} on vectors: the same operations in the same order, and so the
 * same bits.
 *
 * <p>The loops that call these methods are copied with their code in place of the calls, by {@link
 * Inlining}: a C2 that doesn't inline one boxes what it takes and returns, and it does so where
 * 18000 nodes came before it (NodeCountInliningCutoff; exp makes 15000, log and log1p 21000). So
 * there are no branches here, and what is used is not private. Nor are there masks, which C2 lacks
 * for the two lanes of 64 bits; choices are made with the bits of integers. A loop takes one of the
 * functions: of more nodes than one makes C2 makes slow code.
 */
public final class VectorElementary {
  static final VectorSpecies<Float> F = Lanes.FLOATS;
  static final VectorSpecies<Integer> I = Lanes.INTS;

  private VectorElementary() {}

  /** {@link Elementary#exp}. */
  public static FloatVector exp(FloatVector x) {
    IntVector k = x.fma(Elementary.LOG2_E, Elementary.ROUND).reinterpretAsInts();
    k = k.min(Elementary.EXP_MOST);
    FloatVector n = k.reinterpretAsFloats().sub(Elementary.ROUND);
    FloatVector r = n.fma(FloatVector.broadcast(F, -Elementary.LN2), x);
    r = n.fma(FloatVector.broadcast(F, -Elementary.LN2_LOW), r);
    FloatVector p =
        r.fma(Elementary.EXP_6, Elementary.EXP_5)
            .fma(r, FloatVector.broadcast(F, Elementary.EXP_4))
            .fma(r, FloatVector.broadcast(F, Elementary.EXP_3))
            .fma(r, FloatVector.broadcast(F, Elementary.EXP_2))
            .fma(r, FloatVector.broadcast(F, 1f))
            .fma(r, FloatVector.broadcast(F, 1f));
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
    FloatVector f = x.add(0f);
    IntVector bits = f.reinterpretAsInts();
    IntVector e = logShift(bits);
    IntVector m = e.lanewise(VectorOperators.LSHL, 23).add(Elementary.ONE);
    m = f.mul(m.reinterpretAsFloats()).reinterpretAsInts();
    IntVector k = IntVector.broadcast(I, Elementary.BELOW_SQRT2).sub(m);
    k = k.lanewise(VectorOperators.ASHR, 23);
    f = m.add(k.lanewise(VectorOperators.LSHL, 23)).reinterpretAsFloats().sub(1f);
    e = e.add(k);
    f =
        f.fma(Elementary.LOG_10, Elementary.LOG_9)
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_8))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_7))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_6))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_5))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_4))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_3))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_2))
            .fma(f.mul(f), f);
    IntVector high =
        IntVector.broadcast(I, Elementary.INFINITY - 1)
            .sub(bits)
            .lanewise(VectorOperators.ASHR, 31);
    IntVector low = bits.sub(1).lanewise(VectorOperators.ASHR, 31);
    return ((FloatVector) e.castShape(F, 0))
        .fma(FloatVector.broadcast(F, -Elementary.LN2), f)
        .reinterpretAsInts()
        .and(high.or(low).not())
        .or(high.and(bits))
        .or(low.and(Elementary.NEGATIVE_INFINITY))
        .or(bits.lanewise(VectorOperators.ASHR, 31))
        .reinterpretAsFloats();
  }

  static IntVector logShift(IntVector bits) {
    return bits.sub(Elementary.MIN_NORMAL)
        .lanewise(VectorOperators.ASHR, 31)
        .and(Elementary.LOG_SHIFT);
  }

  /** {@link Elementary#log1p}. */
  public static FloatVector log1p(FloatVector x) {
    IntVector bits = x.add(1f).reinterpretAsInts();
    IntVector e =
        IntVector.broadcast(I, Elementary.BELOW_SQRT2).sub(bits).lanewise(VectorOperators.ASHR, 23);
    FloatVector f = e.lanewise(VectorOperators.LSHL, 23).add(Elementary.FOUR).reinterpretAsFloats();
    f = x.fma(f, FloatVector.broadcast(F, 4f).sub(f).neg()).mul(0.25f);
    f =
        f.fma(Elementary.LOG_10, Elementary.LOG_9)
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_8))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_7))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_6))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_5))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_4))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_3))
            .fma(f, FloatVector.broadcast(F, Elementary.LOG_2))
            .fma(f.mul(f), f);
    IntVector high =
        IntVector.broadcast(I, Elementary.INFINITY - 1)
            .sub(bits)
            .lanewise(VectorOperators.ASHR, 31);
    IntVector low = bits.sub(1).lanewise(VectorOperators.ASHR, 31);
    return ((FloatVector) e.castShape(F, 0))
        .fma(FloatVector.broadcast(F, -Elementary.LN2), f)
        .reinterpretAsInts()
        .and(high.or(low).not())
        .or(high.and(bits))
        .or(low.and(Elementary.NEGATIVE_INFINITY))
        .or(bits.lanewise(VectorOperators.ASHR, 31))
        .reinterpretAsFloats();
  }

  /** {@link Elementary#tanh}. */
  static FloatVector tanh(FloatVector x) {
    FloatVector a = x.abs();
    FloatVector e = exp(a.add(a));
    FloatVector y = FloatVector.broadcast(F, 1f).sub(FloatVector.broadcast(F, 2f).div(e.add(1f)));
    FloatVector z = a.mul(a);
    FloatVector p =
        z.fma(Elementary.TANH_13, Elementary.TANH_11)
            .fma(z, FloatVector.broadcast(F, Elementary.TANH_9))
            .fma(z, FloatVector.broadcast(F, Elementary.TANH_7))
            .fma(z, FloatVector.broadcast(F, Elementary.TANH_5))
            .fma(z, FloatVector.broadcast(F, Elementary.TANH_3))
            .fma(a.mul(z), a);
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
}
