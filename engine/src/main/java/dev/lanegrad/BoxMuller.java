package dev.lanegrad;

import dev.lanegrad.kernel.Fma;

/**
 * Uniform numbers to normal ones by the transform of Box and Muller, in float and by the
 * polynomials of the Cephes library, as PyTorch's vector code does: so nearly all results have
 * PyTorch's bits.
 *
 * @see <a href="https://www.netlib.org/cephes/">Moshier: Cephes Mathematical Library, single
 *     precision logf, sinf, cosf</a>
 */
final class BoxMuller {
  /** Numbers that are transformed together. */
  static final int BLOCK = 16;

  private static final float TWO_PI = (float) (2 * Math.PI);
  private static final float FOUR_OVER_PI = 1.27323954473516f;
  private static final float SQRT_HALF = 0.707106781186547524f;

  /** {@code log(1 + x)} is {@code x - x²/2 + x³ P(x)}. */
  private static final float[] LOG = {
    7.0376836292e-2f,
    -1.1514610310e-1f,
    1.1676998740e-1f,
    -1.2420140846e-1f,
    1.4249322787e-1f,
    -1.6668057665e-1f,
    2.0000714765e-1f,
    -2.4999993993e-1f,
    3.3333331174e-1f
  };

  private BoxMuller() {}

  /** Transforms a block: each of the first eight numbers with that eight places on. */
  static void transform(float[] x, int from) {
    for (int i = from; i < from + BLOCK / 2; i++) {
      float radius = (float) Math.sqrt(-2f * log(1f - x[i]));
      float angle = TWO_PI * x[i + BLOCK / 2];
      int octant = (int) (angle * FOUR_OVER_PI) + 1 & ~1;
      float rest = reduce(angle, octant);
      float sin = sin(rest);
      float cos = cos(rest);
      boolean swap = (octant & 2) != 0;
      float x1 = swap ? sin : cos;
      float x2 = swap ? cos : sin;
      x[i] = radius * ((octant + 2 & 4) != 0 ? -x1 : x1);
      x[i + BLOCK / 2] = radius * ((octant & 4) != 0 ? -x2 : x2);
    }
  }

  /** The natural logarithm of a positive normal number. */
  private static float log(float u) {
    int bits = Float.floatToRawIntBits(u);
    float exponent = (bits >>> 23) - 126;
    float x = Float.intBitsToFloat(bits & 0x007fffff | 0x3f000000);
    if (x < SQRT_HALF) {
      exponent -= 1f;
      x = x - 1f + x;
    } else {
      x = x - 1f;
    }
    float square = x * x;
    float y = LOG[0];
    for (int i = 1; i < LOG.length; i++) {
      y = Fma.fma(y, x, LOG[i]);
    }
    y = y * x * square;
    y = Fma.fma(exponent, -2.12194440e-4f, y);
    y = Fma.fma(square, -0.5f, y);
    return Fma.fma(exponent, 0.693359375f, x + y);
  }

  /** An angle less so many times pi / 4, which is taken away in three parts to lose no digits. */
  private static float reduce(float angle, int octant) {
    float x = Fma.fma(octant, -0.78515625f, angle);
    x = Fma.fma(octant, -2.4187564849853515625e-4f, x);
    return Fma.fma(octant, -3.77489497744594108e-8f, x);
  }

  private static float sin(float x) {
    float square = x * x;
    float y = -1.9515295891e-4f;
    y = Fma.fma(y, square, 8.3321608736e-3f);
    y = Fma.fma(y, square, -1.6666654611e-1f);
    return Fma.fma(y * square, x, x);
  }

  private static float cos(float x) {
    float square = x * x;
    float y = 2.443315711809948e-5f;
    y = Fma.fma(y, square, -1.388731625493765e-3f);
    y = Fma.fma(y, square, 4.166664568298827e-2f);
    y = y * square * square;
    return Fma.fma(square, -0.5f, y) + 1f;
  }
}
