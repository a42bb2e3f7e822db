package dev.lanegrad.kernel;

/** Elementwise functions of one operand, for {@link Kernels#unary}; {@link #apply} defines each. */
public enum Unary {
  /** {@code -x}. */
  NEG {
    @Override
    public float apply(float x) {
      return -x;
    }
  },
  /** {@code |x|}. */
  ABS {
    @Override
    public float apply(float x) {
      return Math.abs(x);
    }
  },
  /** {@code x * x}. */
  SQUARE {
    @Override
    public float apply(float x) {
      return x * x;
    }
  },
  /** The correctly rounded square root. */
  SQRT {
    @Override
    public float apply(float x) {
      return (float) Math.sqrt(x);
    }
  },
  /** {@code max(0, x)}: +0 for -0, NaN stays NaN. */
  RELU {
    @Override
    public float apply(float x) {
      return Math.max(0f, x);
    }
  },
  /** e to the power of x. */
  EXP {
    @Override
    public float apply(float x) {
      return Elementary.exp(x);
    }
  },
  /** The natural logarithm. */
  LOG {
    @Override
    public float apply(float x) {
      return Elementary.log(x);
    }
  },
  /** {@code 1 / (1 + exp(-x))}. */
  SIGMOID {
    @Override
    public float apply(float x) {
      return Elementary.sigmoid(x);
    }
  },
  /** The hyperbolic tangent. */
  TANH {
    @Override
    public float apply(float x) {
      return Elementary.tanh(x);
    }
  };

  public abstract float apply(float x);
}
