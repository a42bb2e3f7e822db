package dev.lanegrad.kernel.vector;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.Elementary;
import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.DoubleUnaryOperator;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The elementary functions are near the true value, and the same in vectors as in plain loops, bit
 * by bit.
 *
 * <p>Both over every 4099th float, and over all of them with {@code -Dlanegrad.test.long=true} (a
 * quarter of an hour).
 */
class ElementaryTest {
  private static final int STEP = Boolean.getBoolean("lanegrad.test.long") ? 1 : 4099;

  /** The floats are swept in this many parts, at once. */
  private static final int PARTS = 1 << 10;

  private static final float INFINITY = Float.POSITIVE_INFINITY;

  /** Where something changes: each is tested with both signs, and its neighbours with it. */
  private static final float[] EDGES = {
    0f,
    Float.MIN_NORMAL,
    0x1p-25f,
    0x1p-24f,
    0.34657359f, // ln 2 / 2
    0.375f,
    0.41421357f, // √2 - 1
    0.70710677f,
    0.75f,
    1f,
    1.4142135f,
    2f,
    9.0109f, // tanh is 1
    16.635532f, // sigmoid is 1
    87.33655f, // exp(-x) is subnormal
    88.72284f, // exp is infinite
    89f,
    103.97208f, // exp(-x) is zero
    104f,
    0x1p23f,
    0x1p25f,
    0x1p127f,
    Float.MAX_VALUE,
    INFINITY,
    Float.NaN
  };

  interface FloatFunction {
    float apply(float x);
  }

  /** A function of both classes, its true value, and the largest error over all floats in ulp. */
  enum Function {
    EXP(0.90, Elementary::exp, VectorElementary::exp, StrictMath::exp),
    LOG(0.93, Elementary::log, VectorElementary::log, StrictMath::log),
    LOG1P(1.46, Elementary::log1p, VectorElementary::log1p, StrictMath::log1p),
    TANH(1.08, Elementary::tanh, VectorElementary::tanh, StrictMath::tanh),
    SIGMOID(1.66, Elementary::sigmoid, VectorElementary::sigmoid, ElementaryTest::trueSigmoid),
    SOFTPLUS(
        1.84,
        Elementary::softplus,
        x -> log1pExpNegAbs(x).add(x.reinterpretAsInts().max(0).reinterpretAsFloats()),
        x -> Math.max(x, 0) + trueLog1pExpNegAbs(x)),
    LOG1P_EXP_NEG_ABS(
        1.84,
        Elementary::log1pExpNegAbs,
        ElementaryTest::log1pExpNegAbs,
        ElementaryTest::trueLog1pExpNegAbs);

    final double bound;
    final FloatFunction plain;
    final UnaryOperator<FloatVector> vector;
    final DoubleUnaryOperator truth;

    Function(
        double bound,
        FloatFunction plain,
        UnaryOperator<FloatVector> vector,
        DoubleUnaryOperator truth) {
      this.bound = bound;
      this.plain = plain;
      this.vector = vector;
      this.truth = truth;
    }

    Miss missAt(float x) {
      return new Miss(ulps(plain.apply(x), truth.applyAsDouble(x)), x);
    }
  }

  /** How far a function is from its true value at x. */
  record Miss(double ulps, float x) {}

  /** As the loops of losses compose it. */
  private static FloatVector log1pExpNegAbs(FloatVector x) {
    return VectorElementary.log1p(VectorElementary.exp(x.abs().neg()));
  }

  private static double trueSigmoid(double x) {
    double e = StrictMath.exp(-Math.abs(x));
    return (x < 0 ? e : 1) / (1 + e);
  }

  private static double trueLog1pExpNegAbs(double x) {
    return StrictMath.log1p(StrictMath.exp(-Math.abs(x)));
  }

  /**
   * The distance of y from the truth, in units of the last place of a float as large as the truth.
   */
  private static double ulps(float y, double truth) {
    if (Double.isNaN(truth) || Float.isNaN(y)) {
      return Double.isNaN(truth) && Float.isNaN(y) ? 0 : INFINITY;
    }
    if (truth == 0 || Double.isInfinite(truth)) {
      return Float.compare(y, (float) truth) == 0 ? 0 : INFINITY;
    }
    int exponent = Math.min(Math.max(Math.getExponent(truth), -126), 127);
    return Math.abs(finite(y) - finite(truth)) / Math.scalb(1.0, exponent - 23);
  }

  /** What comes after the largest float, for what is beyond it. */
  private static double finite(double y) {
    return Math.min(Math.max(y, -0x1p128), 0x1p128);
  }

  private static float[] edges() {
    float[] x = new float[6 * EDGES.length];
    for (int i = 0; i < EDGES.length; i++) {
      float edge = EDGES[i];
      x[6 * i] = edge;
      x[6 * i + 1] = Math.nextUp(edge);
      x[6 * i + 2] = Math.nextDown(edge);
      for (int j = 0; j < 3; j++) {
        // Sets the sign of a NaN too.
        int bits = Float.floatToRawIntBits(x[6 * i + j]);
        x[6 * i + 3 + j] = Float.intBitsToFloat(bits ^ Integer.MIN_VALUE);
      }
    }
    return x;
  }

  /** The floats of one part of a sweep. */
  private static float[] part(int part) {
    int length = (int) ((1L << 32) / PARTS / STEP);
    float[] x = new float[length];
    int first = (int) ((1L << 32) / PARTS) * part;
    for (int i = 0; i < length; i++) {
      x[i] = Float.intBitsToFloat(first + part % STEP + i * STEP);
    }
    return x;
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void isNearTheTrueValue(Function function) {
    Comparator<Miss> order = Comparator.comparingDouble(Miss::ulps);
    Miss worst =
        IntStream.rangeClosed(0, PARTS)
            .parallel()
            .mapToObj(
                part -> {
                  Miss most = new Miss(0, 0f);
                  for (float x : part < PARTS ? part(part) : edges()) {
                    Miss miss = function.missAt(x);
                    most = miss.ulps() > most.ulps() ? miss : most;
                  }
                  return most;
                })
            .max(order)
            .orElseThrow();
    System.out.printf("%s: at most %.4f ulp, at %s%n", function, worst.ulps(), worst.x());
    assertTrue(worst.ulps() <= function.bound, () -> function + ": " + worst);
  }

  @ParameterizedTest
  @EnumSource(Function.class)
  void vectorsGiveTheSameBits(Function function) {
    assumeTrue(UnderTest.current().vectorBits() != 0, "skipped: no vectors");
    long cases =
        IntStream.rangeClosed(0, PARTS)
            .parallel()
            .mapToLong(part -> compare(function, part < PARTS ? part(part) : edges()))
            .sum();
    assertTrue(cases >= (1L << 32) / STEP / 2, () -> cases + " cases");
    UnderTest.report(function + " in vectors and plain loops", cases);
  }

  private static int compare(Function function, float[] x) {
    int n = (x.length + Lanes.COUNT - 1) / Lanes.COUNT * Lanes.COUNT;
    float[] padded = Arrays.copyOf(x, n);
    float[] plain = new float[n];
    float[] vector = new float[n];
    for (int i = 0; i < n; i++) {
      plain[i] = function.plain.apply(padded[i]);
    }
    for (int i = 0; i < n; i += Lanes.COUNT) {
      function.vector.apply(FloatVector.fromArray(Lanes.FLOATS, padded, i)).intoArray(vector, i);
    }
    Numbers.assertSameBits(plain, vector, function);
    return x.length;
  }

  @Test
  void specialValues() {
    check(Elementary::exp, 0f, 1f, -0f, 1f, INFINITY, INFINITY, -INFINITY, 0f);
    check(Elementary::exp, -104f, 0f, -103.97f, Float.MIN_VALUE, 88.73f, INFINITY);
    check(Elementary::log, 0f, -INFINITY, -0f, -INFINITY, 1f, 0f, INFINITY, INFINITY);
    check(Elementary::log, -1f, Float.NaN, -Float.MIN_VALUE, Float.NaN, -INFINITY, Float.NaN);
    check(Elementary::log1p, 0f, 0f, -0f, -0f, -1f, -INFINITY, INFINITY, INFINITY);
    check(Elementary::log1p, -2f, Float.NaN, -INFINITY, Float.NaN, 1e-40f, 1e-40f);
    check(Elementary::tanh, 0f, 0f, -0f, -0f, INFINITY, 1f, -INFINITY, -1f, -1e-40f, -1e-40f);
    check(Elementary::sigmoid, 0f, .5f, -0f, .5f, INFINITY, 1f, -INFINITY, 0f);
    check(Elementary::softplus, 0f, 0.6931472f, INFINITY, INFINITY, -INFINITY, 0f, 99f, 99f);
    check(Elementary::log1pExpNegAbs, 0f, 0.6931472f, INFINITY, 0f, -INFINITY, 0f);
    for (Function function : Function.values()) {
      check(function.plain, Float.NaN, Float.NaN, Float.intBitsToFloat(-1), Float.NaN);
    }
  }

  private static void check(FloatFunction function, float... operandsAndResults) {
    for (int i = 0; i < operandsAndResults.length; i += 2) {
      float x = operandsAndResults[i];
      assertEquals(operandsAndResults[i + 1], function.apply(x), () -> "at " + x);
    }
  }
}
