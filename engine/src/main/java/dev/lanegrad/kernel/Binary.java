package dev.lanegrad.kernel;

/**
 * Elementwise functions of two operands, for {@link Kernels#binary}; {@link #apply} defines each.
 *
 * <p>Those named {@code _BACKWARD} take what the function kept (its result y or its operand x) and
 * the gradient dy of its result, and give the gradient of its operand.
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
   * From x and dy: {@code sign(x) * dy}, the sign as {@code x * 2^254} between -1 and 1: 0 at 0,
   * NaN at NaN.
   */
  ABS_BACKWARD {
    @Override
    float apply(float x, float dy) {
      return Math.max(-1f, Math.min(1f, x * 0x1p127f * 0x1p127f)) * dy;
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
  };

  abstract float apply(float a, float b);
}
