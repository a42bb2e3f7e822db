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
    public float apply(float a, float b) {
      return a + b;
    }
  },
  /** {@code a - b}. */
  SUB {
    @Override
    public float apply(float a, float b) {
      return a - b;
    }
  },
  /** {@code a * b}. */
  MUL {
    @Override
    public float apply(float a, float b) {
      return a * b;
    }
  },
  /** {@code a / b}. */
  DIV {
    @Override
    public float apply(float a, float b) {
      return a / b;
    }
  },
  /** {@link Math#max(float, float)}: a NaN wins, +0 is above -0. */
  MAX {
    @Override
    public float apply(float a, float b) {
      return Math.max(a, b);
    }
  },
  /** {@link Math#min(float, float)}: a NaN wins, -0 is below +0. */
  MIN {
    @Override
    public float apply(float a, float b) {
      return Math.min(a, b);
    }
  },
  /** From y, a result of {@link Unary#RELU}, and dy: 0 where y is +0, else dy. */
  RELU_BACKWARD {
    @Override
    public float apply(float y, float dy) {
      int bits = Float.floatToRawIntBits(y);
      int positive = (bits | -bits) >> 31;
      return Float.intBitsToFloat(Float.floatToRawIntBits(dy) & positive);
    }
  },
  /** From x and dy: {@code (x + x) * dy}. */
  SQUARE_BACKWARD {
    @Override
    public float apply(float x, float dy) {
      return (x + x) * dy;
    }
  },
  /** From x and dy: dy with its sign changed where x is below 0, NaN where x is, and +0 at 0. */
  ABS_BACKWARD {
    @Override
    public float apply(float x, float dy) {
      return x == 0f ? 0f : x < 0f ? 0f - dy : x > 0f ? 0f + dy : x;
    }

    @Override
    public boolean selects() {
      return true;
    }

    @Override
    public float unlessNaN(float x, float dy) {
      return sign(x) * dy + 0f;
    }
  },
  /** From y and dy: {@code dy / (y + y)}. */
  SQRT_BACKWARD {
    @Override
    public float apply(float y, float dy) {
      return dy / (y + y);
    }
  },
  /** From y and dy: {@code dy * (y * (1 - y))}. */
  SIGMOID_BACKWARD {
    @Override
    public float apply(float y, float dy) {
      return dy * (y * (1f - y));
    }
  },
  /** From y and dy: {@code dy * fma(-y, y, 1)}. */
  TANH_BACKWARD {
    @Override
    public float apply(float y, float dy) {
      return dy * Fma.fma(-y, y, 1f);
    }
  },
  /** {@code a * b + 0}, and +0 where a is 0, whatever b is: what has weight 0 does not count. */
  WEIGH {
    @Override
    public float apply(float a, float b) {
      return a == 0f ? 0f : a * b + 0f;
    }

    @Override
    public boolean selects() {
      return true;
    }

    @Override
    public float unlessNaN(float a, float b) {
      return a * b + 0f;
    }
  },
  /** 1 where {@code a == b}, else +0; so +0 where one of them is NaN. */
  EQUAL {
    @Override
    public float apply(float a, float b) {
      return a == b ? 1f : 0f;
    }

    @Override
    public boolean selects() {
      return true;
    }

    @Override
    public float unlessNaN(float a, float b) {
      return 1f - Math.abs(sign(a - b));
    }
  },
  /**
   * The share of a in the gradient of {@code max(a, b)}: 1 where {@code a > b}, ½ where they are
   * equal, +0 where {@code a < b}; and 1 where one of them is NaN.
   */
  MAX_SHARE {
    @Override
    public float apply(float a, float b) {
      return a == b ? 0.5f : a < b ? 0f : 1f;
    }

    @Override
    public boolean selects() {
      return true;
    }

    @Override
    public float unlessNaN(float a, float b) {
      return 0.5f * sign(a - b) + 0.5f;
    }
  };

  /** What is subtracted from the bits of a normal float to halve it. */
  public static final int HALVES = 0x00800000;

  /** The bits after those of negative infinity: the first negative NaN. */
  public static final int BELOW_ALL = 0xff800001;

  /** The bits of a NaN. */
  public static final int NAN = 0x7fc00000;

  public abstract float apply(float a, float b);

  /** Whether {@link #apply} has branches, and {@link #unlessNaN} can stand in for it. */
  public boolean selects() {
    return false;
  }

  /** {@link #apply} without branches, so that C2 makes vectors of it; right unless it gives NaN. */
  public float unlessNaN(float a, float b) {
    return apply(a, b);
  }

  /** 1, -1 or 0, and NaN of NaN. */
  private static float sign(float x) {
    return Math.max(-1f, Math.min(1f, x * 0x1p127f * 0x1p127f));
  }
}
