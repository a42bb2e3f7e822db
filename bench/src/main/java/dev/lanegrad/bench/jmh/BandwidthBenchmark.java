package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorOperators;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/**
 * What the caches and the memory give at most, to loads alone (8 bytes an element) and to two loads
 * and a store (12 bytes, the triad of the STREAM benchmark).
 *
 * @see <a href="https://www.cs.virginia.edu/stream/">STREAM</a>
 */
public class BandwidthBenchmark extends Conditions {
  private static final int BITS = Kernels.current().vectorBits();
  private static final VectorSpecies<Float> SPECIES =
      BITS == 0
          ? FloatVector.SPECIES_64
          : FloatVector.SPECIES_64.withShape(VectorShape.forBitSize(BITS));
  private static final int LANES = SPECIES.length();
  private static final float FACTOR = 3;

  /** Elements of each of three arrays: in the first-level cache, in the second, and in memory. */
  @Param({"2048", "32768", "16777216"})
  public int n;

  private float[] a;
  private float[] b;
  private float[] c;

  @Setup
  public void setup() {
    a = new float[n];
    b = Operands.random(1, n, 0, 1);
    c = Operands.random(2, n, 0, 1);
    check();
  }

  @Benchmark
  public float[] triad() {
    if (BITS == 0) {
      for (int i = 0; i < n; i++) {
        a[i] = MultiplyAdd.of(FACTOR, c[i], b[i]);
      }
      return a;
    }
    int i = 0;
    for (; i < SPECIES.loopBound(n); i += LANES) {
      FloatVector x = FloatVector.fromArray(SPECIES, b, i);
      FloatVector factor = FloatVector.broadcast(SPECIES, FACTOR);
      MultiplyAdd.of(FloatVector.fromArray(SPECIES, c, i), factor, x).intoArray(a, i);
    }
    for (; i < n; i++) {
      a[i] = MultiplyAdd.of(FACTOR, c[i], b[i]);
    }
    return a;
  }

  /** All bits that some element has: no arithmetic is cheaper than an or. */
  @Benchmark
  public int read() {
    int all = 0;
    int i = 0;
    if (BITS != 0) {
      var bits = SPECIES.withLanes(int.class);
      var x0 = bits.zero().reinterpretAsInts();
      var x1 = x0;
      var x2 = x0;
      var x3 = x0;
      for (; i < n - 2 * LANES + 1; i += 2 * LANES) {
        x0 = x0.or(FloatVector.fromArray(SPECIES, b, i).reinterpretAsInts());
        x1 = x1.or(FloatVector.fromArray(SPECIES, b, i + LANES).reinterpretAsInts());
        x2 = x2.or(FloatVector.fromArray(SPECIES, c, i).reinterpretAsInts());
        x3 = x3.or(FloatVector.fromArray(SPECIES, c, i + LANES).reinterpretAsInts());
      }
      all = x0.or(x1).or(x2).or(x3).reduceLanes(VectorOperators.OR);
    }
    for (; i < n; i++) {
      all |= Float.floatToRawIntBits(b[i]) | Float.floatToRawIntBits(c[i]);
    }
    return all;
  }

  private void check() {
    triad();
    int or = 0;
    for (int i = 0; i < n; i++) {
      or |= Float.floatToRawIntBits(b[i]) | Float.floatToRawIntBits(c[i]);
    }
    Answers.near("bits that any element has", read() == or ? 1 : 0, 1, 0);
    for (int s = 0; s < Answers.SAMPLES; s++) {
      int i = Answers.sample(s, n);
      Answers.near("triad, element " + i, a[i], b[i] + FACTOR * (double) c[i], 1e-6);
    }
  }
}
