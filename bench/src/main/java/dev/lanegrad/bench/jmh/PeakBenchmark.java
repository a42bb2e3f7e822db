package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Setup;

/**
 * What the arithmetic units give at most: independent chains of fused multiply-adds in registers,
 * of the width of the kernels' vectors. With plain loops, of single floats. Where the JVM has no
 * instruction that fuses, of products and sums: {@link MultiplyAdd}.
 */
public class PeakBenchmark extends Conditions {
  /**
   * Two units of latency 4 need 8. With the two constants these fit the 16 registers of a CPU
   * without AVX-512.
   */
  private static final int CHAINS = 12;

  private static final int ROUNDS = 4096;

  private static final int BITS = Kernels.current().vectorBits();
  private static final VectorSpecies<Float> SPECIES =
      BITS == 0
          ? FloatVector.SPECIES_64
          : FloatVector.SPECIES_64.withShape(VectorShape.forBitSize(BITS));

  /** What x = x / 2 + 1 goes to. */
  private static final float FIXED_POINT = 2;

  private float factor = 0.5f;
  private float summand = 1;

  /**
   * Floating-point operations of one call, a fused multiply-add counted as two.
   *
   * @param bits of a vector; 0 for single floats
   */
  public static double flops(int bits) {
    return 2.0 * CHAINS * ROUNDS * Math.max(1, bits / Float.SIZE);
  }

  @Setup
  public void setup() {
    float sum = CHAINS * Math.max(1, BITS / Float.SIZE) * FIXED_POINT;
    Answers.near("chains of fused multiply-adds", fma(), sum, 1e-4);
  }

  @Benchmark
  public float fma() {
    return BITS == 0 ? floats() : vectors();
  }

  /** In one method, all in locals: C2 keeps them in registers. */
  private float vectors() {
    FloatVector x0 = FloatVector.zero(SPECIES);
    FloatVector x1 = x0;
    FloatVector x2 = x0;
    FloatVector x3 = x0;
    FloatVector x4 = x0;
    FloatVector x5 = x0;
    FloatVector x6 = x0;
    FloatVector x7 = x0;
    FloatVector x8 = x0;
    FloatVector x9 = x0;
    FloatVector x10 = x0;
    FloatVector x11 = x0;
    FloatVector m = FloatVector.broadcast(SPECIES, factor);
    FloatVector a = FloatVector.broadcast(SPECIES, summand);
    for (int i = 0; i < ROUNDS; i++) {
      x0 = MultiplyAdd.of(x0, m, a);
      x1 = MultiplyAdd.of(x1, m, a);
      x2 = MultiplyAdd.of(x2, m, a);
      x3 = MultiplyAdd.of(x3, m, a);
      x4 = MultiplyAdd.of(x4, m, a);
      x5 = MultiplyAdd.of(x5, m, a);
      x6 = MultiplyAdd.of(x6, m, a);
      x7 = MultiplyAdd.of(x7, m, a);
      x8 = MultiplyAdd.of(x8, m, a);
      x9 = MultiplyAdd.of(x9, m, a);
      x10 = MultiplyAdd.of(x10, m, a);
      x11 = MultiplyAdd.of(x11, m, a);
    }
    FloatVector low = x0.add(x1).add(x2).add(x3).add(x4).add(x5);
    FloatVector high = x6.add(x7).add(x8).add(x9).add(x10).add(x11);
    return low.add(high).reduceLanes(VectorOperators.ADD);
  }

  private float floats() {
    float x0 = 0;
    float x1 = 0;
    float x2 = 0;
    float x3 = 0;
    float x4 = 0;
    float x5 = 0;
    float x6 = 0;
    float x7 = 0;
    float x8 = 0;
    float x9 = 0;
    float x10 = 0;
    float x11 = 0;
    float m = factor;
    float a = summand;
    for (int i = 0; i < ROUNDS; i++) {
      x0 = MultiplyAdd.of(x0, m, a);
      x1 = MultiplyAdd.of(x1, m, a);
      x2 = MultiplyAdd.of(x2, m, a);
      x3 = MultiplyAdd.of(x3, m, a);
      x4 = MultiplyAdd.of(x4, m, a);
      x5 = MultiplyAdd.of(x5, m, a);
      x6 = MultiplyAdd.of(x6, m, a);
      x7 = MultiplyAdd.of(x7, m, a);
      x8 = MultiplyAdd.of(x8, m, a);
      x9 = MultiplyAdd.of(x9, m, a);
      x10 = MultiplyAdd.of(x10, m, a);
      x11 = MultiplyAdd.of(x11, m, a);
    }
    return x0 + x1 + x2 + x3 + x4 + x5 + x6 + x7 + x8 + x9 + x10 + x11;
  }
}
