package dev.lanegrad.kernel;

/**
 * Elementwise functions of two operands, for {@link Kernels#binary}; {@link #apply} defines each.
 *
 * <p>Those named {@code _BACKWARD} take what the function kept (its result y or its operand x) and
 * the gradient dy of its result, and give the gradient of its operand.
 *
 * <p>What is chosen is chosen by bits and never by a product: where {@link #RELU_BACKWARD}, {@link
 * #ABS_BACKWARD} or {@link #WEIGH} give 0, an infinity or NaN in the other operand leaves no trace.
 */
public enum Binary {
  /** {@code a + b}. */
  ADD {
    @Override
    float apply(float a, float b) {
      return a + b;
    }
  },
  /** {@code a - b}. */
  SUB {
    @Override
    float apply(float a, float b) {
      return a - b;
    }
  },
  /** {@code a * b}. */
  MUL {
    @Override
    float apply(float a, float b) {
      return a * b;
    }
  },
  /** {@code a / b}. */
  DIV {
    @Override
    float apply(float a, float b) {
      return a / b;
    }
  },
  /** {@link Math#max(float, float)}: a NaN wins, +0 is above -0. */
  MAX {
    @Override
    float apply(float a, float b) {
      return Math.max(a, b);
    }
  },
  /** {@link Math#min(float, float)}: a NaN wins, -0 is below +0. */
  MIN {
    @Override
    float apply(float a, float b) {
      return Math.min(a, b);
    }
  },
  /** From y, a result of {@link Unary#RELU}, and dy: 0 where y is +0, else dy. */
  RELU_BACKWARD {
    @Override
    float apply(float y, float dy) {
      int bits = Float.floatToRawIntBits(y);
      int positive = (bits | -bits) >> 31;
      return Float.intBitsToFloat(Float.floatToRawIntBits(dy) & positive);
    }
  },
  /** From x and dy: {@code (x + x) * dy}. */
  SQUARE_BACKWARD {
    @Override
    float apply(float x, float dy) {
      return (x + x) * dy;
    }
  },
  /**
   * From x and dy: {@code sign(x) * dy}, the sign as {@code x * 2^254} between -1 and 1: NaN at
   * NaN, and +0 at 0 whatever dy is.
   */
  ABS_BACKWARD {
    @Override
    float apply(float x, float dy) {
      float sign = Math.max(-1f, Math.min(1f, x * 0x1p127f * 0x1p127f));
      // A bit of the exponent that 1, -1 and NaN have, and zeros have not.
      int nonzero = (Float.floatToRawIntBits(sign) << 2) >> 31;
      return Float.intBitsToFloat(Float.floatToRawIntBits(sign * dy) & nonzero);
    }
  },
  /** From y and dy: {@code dy / (y + y)}. */
  SQRT_BACKWARD {
    @Override
    float apply(float y, float dy) {
      return dy / (y + y);
    }
  },
  /** From y and dy: {@code dy * (y * (1 - y))}. */
  SIGMOID_BACKWARD {
    @Override
    float apply(float y, float dy) {
      return dy * (y * (1f - y));
    }
  },
  /** From y and dy: {@code dy * fma(-y, y, 1)}. */
  TANH_BACKWARD {
    @Override
    float apply(float y, float dy) {
      return dy * Fma.fma(-y, y, 1f);
    }
  },
  /** {@code a * b}, and +0 where a is 0, whatever b is: an element of weight 0 does not count. */
  WEIGH {
    @Override
    float apply(float a, float b) {
      int zero = ((Float.floatToRawIntBits(a) & Integer.MAX_VALUE) - 1) >> 31;
      return Float.intBitsToFloat(Float.floatToRawIntBits(a * b) & ~zero);
    }
  },
  /** 1 where {@code a >= b}, else +0; so +0 where one of them is NaN. */
  AT_LEAST {
    @Override
    float apply(float a, float b) {
      int other = differs(Math.max(a, b), a) | isNaN(a);
      return Float.intBitsToFloat(Elementary.ONE & ~other);
    }
  },
  /**
   * The share of a in the gradient of {@code max(a, b)}: 1 where {@code a > b}, ½ where they are
   * equal, +0 where {@code a < b}; and 1 where one of them is NaN.
   */
  MAX_SHARE {
    @Override
    float apply(float a, float b) {
      float max = Math.max(a, b);
      int nan = isNaN(max);
      int half = ~(differs(max, b) | nan) & HALVES;
      int lost = differs(max, a) & ~nan;
      return Float.intBitsToFloat((Elementary.ONE - half) & ~lost);
    }
  };

  /** What is subtracted from the bits of a normal float to halve it. */
  static final int HALVES = 0x00800000;

  /** -1 where two floats differ in their bits, both zeros counted as one, else 0. */
  private static int differs(float a, float b) {
    int x = Float.floatToRawIntBits(a + 0f) ^ Float.floatToRawIntBits(b + 0f);
    return (x | -x) >> 31;
  }

  /** -1 for NaN, else 0. */
  private static int isNaN(float a) {
    return (Elementary.INFINITY - (Float.floatToRawIntBits(a) & Integer.MAX_VALUE)) >> 31;
  }

  abstract float apply(float a, float b);
}
