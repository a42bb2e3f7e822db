package dev.lanegrad.kernel;

/**
 * The elementary functions of activations and losses, one float at a time, without branches.
 *
 * <p>The vector kernels do the same operations in the same order on vectors, so both give the same
 * bits for every operand (NaN counts as one), at every vector width.
 *
 * <p><b>exp.</b> n = round(x / ln 2) by adding a large constant; r = x - n ln 2 with ln 2 in two
 * parts (W. J. Cody and W. Waite, Software Manual for the Elementary Functions, 1980); a polynomial
 * of degree 6 on |r| &lt;= ln 2 / 2, relative error 2<sup>-28.2</sup>; and 2<sup>n</sup> in two
 * factors, so that a subnormal result is rounded once.
 *
 * <p><b>log, log1p.</b> A power of two brings x, or 1 + x, between √½ and √2; log(1 + f) is a
 * polynomial of degree 10 there, relative error 2<sup>-27.8</sup>. log1p scales before it adds, f =
 * 2<sup>e</sup> x + (2<sup>e</sup> - 1) in one fma: 1 + x, rounded, only picks e.
 *
 * <p><b>tanh.</b> Up to 0.75 an odd polynomial of degree 13, relative error 2<sup>-29.1</sup>;
 * above, 1 - 2 / (exp(2|x|) + 1). <b>sigmoid, softplus.</b> From exp(-|x|), which can't overflow.
 *
 * <p>The coefficients are minimax fits by linear programming, rounded to floats one after another,
 * the lowest power first, with the higher ones fitted anew each time.
 *
 * <p>Largest error over all floats, in ulp of the true value ({@code ElementaryTest} with {@code
 * -Dlanegrad.test.long=true}, against {@code StrictMath} in double; each build tests every 4099th
 * float): exp 0.90, log 0.92, log1p 1.46, tanh 1.07, sigmoid 1.65, softplus 1.83, log1pExpNegAbs
 * 1.83.
 *
 * <p>C2 of JDK 25 makes no vectors of a loop over these, for want of {@link Float#intBitsToFloat}
 * (JDK-8329077, in JDK 26). An exp without it, in double and squared eight times, would get them
 * and take a third of the time here, but four times that of this one in vectors.
 */
public final class Elementary {
  /** Rounds the sum with a float to an integer n, and puts n + 254 into the low 9 bits. */
  public static final float ROUND = 0x1.8p23f + 254f;

  public static final float LOG2_E = 1.442695f;

  /** The float next to ln 2. It has 24 bits and |n| is below 256: x - n LN2 is exact in one fma. */
  public static final float LN2 = 0.6931472f;

  /** ln 2 - LN2. */
  public static final float LN2_LOW = -1.9046542e-9f;

  /** The bits of ROUND + 129: floats end before 2^128. */
  public static final int EXP_MOST = 0x4b4000fe + 129;

  /** The bits of the float below -104. */
  public static final int EXP_ZERO = 0xc2d00001;

  // exp(r) = 1 + r + EXP_2 r^2 + ...
  public static final float EXP_2 = 0.49999994f;
  public static final float EXP_3 = 0.16666521f;
  public static final float EXP_4 = 0.041668255f;
  public static final float EXP_5 = 0.008368663f;
  public static final float EXP_6 = 0.0013821471f;

  /** The bits of 1f. */
  public static final int ONE = 0x3f800000;

  /** The bits of 4f. */
  public static final int FOUR = 0x40800000;

  /** The bits of the float before √2. */
  public static final int BELOW_SQRT2 = 0x3fb504f2;

  /** The bits of positive infinity. */
  public static final int INFINITY = 0x7f800000;

  /** The bits of negative infinity. */
  public static final int NEGATIVE_INFINITY = 0xff800000;

  /** The bits of the least normal float. */
  public static final int MIN_NORMAL = 0x00800000;

  /** Subnormals are multiplied by 2 to the power of this before their logarithm. */
  public static final int LOG_SHIFT = 23;

  // log(1 + f) = f + LOG_2 f^2 + ...
  public static final float LOG_2 = -0.49999988f;
  public static final float LOG_3 = 0.33333325f;
  public static final float LOG_4 = -0.2500161f;
  public static final float LOG_5 = 0.20002005f;
  public static final float LOG_6 = -0.16608411f;
  public static final float LOG_7 = 0.14180852f;
  public static final float LOG_8 = -0.13248065f;
  public static final float LOG_9 = 0.1291296f;
  public static final float LOG_10 = -0.07619096f;

  /** The bits of 0.75f: below it tanh is a polynomial. */
  public static final int TANH_SMALL = 0x3f400000;

  // tanh(x) = x + TANH_3 x^3 + ...
  public static final float TANH_3 = -0.33333316f;
  public static final float TANH_5 = 0.1333272f;
  public static final float TANH_7 = -0.053894535f;
  public static final float TANH_9 = 0.021457793f;
  public static final float TANH_11 = -0.0076658125f;
  public static final float TANH_13 = 0.0017417567f;

  private Elementary() {}

  /** e to the power of x. */
  public static float exp(float x) {
    int k = Float.floatToRawIntBits(Fma.fma(x, LOG2_E, ROUND));
    k = Math.min(k, EXP_MOST);
    float n = Float.intBitsToFloat(k) - ROUND;
    float r = Fma.fma(n, -LN2, x);
    r = Fma.fma(n, -LN2_LOW, r);
    float p = Fma.fma(r, EXP_6, EXP_5);
    p = Fma.fma(p, r, EXP_4);
    p = Fma.fma(p, r, EXP_3);
    p = Fma.fma(p, r, EXP_2);
    p = Fma.fma(p, r, 1f);
    p = Fma.fma(p, r, 1f);
    // n + 254, an exponent biased twice, falls into two; the shifts by 23 drop the bits above them.
    int half = k >>> 1;
    p *= Float.intBitsToFloat(half << 23);
    p *= Float.intBitsToFloat((k - half) << 23);
    // Zero from EXP_ZERO to -infinity, where p is anything. A NaN of either sign is outside.
    int bits = Float.floatToRawIntBits(x);
    int keep = ((bits - EXP_ZERO) | (NEGATIVE_INFINITY - bits)) >> 31;
    return Float.intBitsToFloat(Float.floatToRawIntBits(p) & keep);
  }

  /** Natural logarithm: -infinity for either zero, NaN below. */
  public static float log(float x) {
    float u = x + 0f; // Never -0.
    int shift = ((Float.floatToRawIntBits(u) - MIN_NORMAL) >> 31) & LOG_SHIFT;
    int bits = Float.floatToRawIntBits(u * Float.intBitsToFloat((shift << 23) + ONE));
    int e = (BELOW_SQRT2 - bits) >> 23;
    float f = Float.intBitsToFloat(bits + (e << 23)) - 1f;
    return logOf(u, logScaled(f, e + shift));
  }

  /** log(1 + x): x itself for either zero, -infinity for -1, NaN below. */
  public static float log1p(float x) {
    float u = x + 1f;
    int e = (BELOW_SQRT2 - Float.floatToRawIntBits(u)) >> 23;
    // Four times the power of two, which would be subnormal for the largest x.
    float scale = Float.intBitsToFloat((e << 23) + FOUR);
    // Not scale - 4: where that is 0, a zero x keeps its sign only with -0.
    float f = 0.25f * Fma.fma(x, scale, -(4f - scale));
    return logOf(u, logScaled(f, e));
  }

  /** The logarithm of what becomes 1 + f when it is multiplied by 2 to the power of e. */
  private static float logScaled(float f, int e) {
    float p = Fma.fma(f, LOG_10, LOG_9);
    p = Fma.fma(p, f, LOG_8);
    p = Fma.fma(p, f, LOG_7);
    p = Fma.fma(p, f, LOG_6);
    p = Fma.fma(p, f, LOG_5);
    p = Fma.fma(p, f, LOG_4);
    p = Fma.fma(p, f, LOG_3);
    p = Fma.fma(p, f, LOG_2);
    p = Fma.fma(p, f * f, f);
    return Fma.fma((float) e, -LN2, p);
  }

  /**
   * The logarithm of u: y where u is positive and finite, -infinity for +0, NaN below, else u
   * itself.
   */
  private static float logOf(float u, float y) {
    int bits = Float.floatToRawIntBits(u);
    int high = (INFINITY - 1 - bits) >> 31;
    int low = (bits - 1) >> 31;
    int special = (high & bits) | (low & NEGATIVE_INFINITY) | (bits >> 31);
    return Float.intBitsToFloat((Float.floatToRawIntBits(y) & ~(high | low)) | special);
  }

  /** Hyperbolic tangent. */
  public static float tanh(float x) {
    float a = Math.abs(x);
    float y = 1f - 2f / (exp(a + a) + 1f);
    float z = a * a;
    float p = Fma.fma(z, TANH_13, TANH_11);
    p = Fma.fma(p, z, TANH_9);
    p = Fma.fma(p, z, TANH_7);
    p = Fma.fma(p, z, TANH_5);
    p = Fma.fma(p, z, TANH_3);
    p = Fma.fma(p, a * z, a);
    int small = (Float.floatToRawIntBits(a) - TANH_SMALL) >> 31;
    int bits = (Float.floatToRawIntBits(p) & small) | (Float.floatToRawIntBits(y) & ~small);
    return Float.intBitsToFloat((Float.floatToRawIntBits(x) & Integer.MIN_VALUE) | bits);
  }

  /** Logistic function 1 / (1 + exp(-x)). */
  public static float sigmoid(float x) {
    float e = exp(-Math.abs(x));
    float q = e / (e + 1f);
    // 1 - q and e - e q: both err less than 1 / (1 + e) and q.
    int negative = Float.floatToRawIntBits(x) >> 31;
    float s = Float.intBitsToFloat((Float.floatToRawIntBits(e) & negative) | (ONE & ~negative));
    return Fma.fma(-s, q, s);
  }

  /** log(1 + exp(x)). */
  public static float softplus(float x) {
    return log1pExpNegAbs(x) + Float.intBitsToFloat(Math.max(Float.floatToRawIntBits(x), 0));
  }

  /** log(1 + exp(-|x|)): what softplus(x) adds to max(x, 0). */
  public static float log1pExpNegAbs(float x) {
    return log1p(exp(-Math.abs(x)));
  }
}
