package dev.lanegrad.kernel;

/**
 * Losses that compare an input x and a target t element by element, for {@link Kernels#lossValues}
 * and its like; {@link #value} and {@link #gradient} define each, with the exp, log and log1p of
 * {@link Elementary}. The parameter p is that of the loss where it has one.
 *
 * <p><b>Infinities.</b> Where x is infinite, or the logarithm of 0, the losses have their limits: a
 * factor of exactly 0 that comes from the target makes 0 of an infinity, as in 0 log 0 = 0. NaN is
 * no limit, and stays. PyTorch gives NaN in several of these cases (pytorch#102894).
 */
public enum PointLoss {
  /** {@code (x - t)²}. */
  SQUARED_ERROR {
    @Override
    public float formula(float x, float t, float p) {
      float d = x - t;
      return d * d;
    }

    @Override
    public float derivative(float x, float t, float p) {
      float d = x - t;
      return d + d;
    }
  },
  /** {@code |x - t|}; the derivative at 0 is 0, and selected: so is then the gradient. */
  ABSOLUTE_ERROR {
    @Override
    public float formula(float x, float t, float p) {
      return Math.abs(x - t);
    }

    @Override
    public float derivative(float x, float t, float p) {
      return Math.max(Math.min((x - t) * 0x1p127f * 0x1p127f, 1f), -1f);
    }

    @Override
    public boolean selects() {
      return true;
    }
  },
  /**
   * With {@code d = |x - t|} below p, {@code d² / 2p}, else {@code d - p / 2}; p at least {@link
   * Float#MIN_NORMAL}.
   */
  SMOOTH_L1 {
    @Override
    public float formula(float x, float t, float p) {
      float d = Math.abs(x - t);
      float m = Math.min(d, p);
      return Fma.fma(m * (1f / p), 0.5f * m, d - m);
    }

    @Override
    public float derivative(float x, float t, float p) {
      return Math.max(Math.min((x - t) * (1f / p), 1f), -1f);
    }
  },
  /** With {@code d = |x - t|} up to p, {@code d² / 2}, else {@code p (d - p / 2)}. */
  HUBER {
    @Override
    public float formula(float x, float t, float p) {
      float d = Math.abs(x - t);
      float m = Math.min(d, p);
      return m * Fma.fma(-0.5f, m, d);
    }

    @Override
    public float derivative(float x, float t, float p) {
      return Math.max(Math.min(x - t, p), -p);
    }
  },
  /**
   * {@code -(t log(x) + (1 - t) log(1 - x))} of a probability x, the logarithms at least -100; the
   * derivative {@code (x - t) / max((1 - x) x, 1e-12)}.
   */
  BINARY_CROSS_ENTROPY {
    @Override
    public float formula(float x, float t, float p) {
      float log = Math.max(Elementary.log(x), LEAST_LOG);
      float log1 = Math.max(Elementary.log1p(-x), LEAST_LOG);
      return (t - 1f) * log1 - t * log;
    }

    @Override
    public float derivative(float x, float t, float p) {
      return (x - t) / Math.max((1f - x) * x, LEAST_VARIANCE);
    }
  },
  /**
   * {@code max(x, 0) - x t + log(1 + exp(-|x|))}: the binary cross entropy of sigmoid(x). At an
   * infinite x it is 0 for the target that x is sure of, 0 or 1, and infinity for others.
   */
  BINARY_CROSS_ENTROPY_WITH_LOGITS {
    @Override
    public float formula(float x, float t, float p) {
      return Fma.fma(-x, t, Math.max(x, 0f)) + Elementary.log1pExpNegAbs(x);
    }

    @Override
    public float limit(float x, float t, float p) {
      // |x| times the part of the target that is against it.
      return times(x > 0 ? 1f - t : t, Math.abs(x));
    }

    @Override
    public boolean hasLimits() {
      return true;
    }

    @Override
    public float derivative(float x, float t, float p) {
      return Elementary.sigmoid(x) - t;
    }
  },
  /** {@code log(1 + exp(-t x))}, with a t of 1 or -1. */
  SOFT_MARGIN {
    @Override
    public float formula(float x, float t, float p) {
      return Elementary.softplus(-(t * x));
    }

    @Override
    public float derivative(float x, float t, float p) {
      return -t * Elementary.sigmoid(-(t * x));
    }
  },
  /**
   * {@code exp(x) - t x}: x is the logarithm of the rate of a Poisson distribution. A count of 0 at
   * a rate of 0 costs nothing, any count at an infinite rate infinity.
   */
  POISSON_NLL {
    @Override
    public float formula(float x, float t, float p) {
      return Fma.fma(-t, x, Elementary.exp(x));
    }

    @Override
    public float limit(float x, float t, float p) {
      return x == Float.POSITIVE_INFINITY ? infinite(t) : times(-t, x);
    }

    @Override
    public boolean hasLimits() {
      return true;
    }

    @Override
    public float derivative(float x, float t, float p) {
      return Elementary.exp(x) - t;
    }
  },
  /**
   * {@code x - t log(x + p)}: x is the rate of a Poisson distribution. A count of 0 at a rate of 0
   * costs nothing, any count at an infinite rate infinity. The derivative divides by {@code x + p +
   * }{@link Float#MIN_VALUE}, so that it is 1 for a count of 0.
   */
  POISSON_NLL_OF_RATE {
    @Override
    public float formula(float x, float t, float p) {
      return Fma.fma(-t, Elementary.log(x + p), x);
    }

    @Override
    public float limit(float x, float t, float p) {
      return x == Float.POSITIVE_INFINITY ? infinite(t) : x - times(t, Elementary.log(x + p));
    }

    @Override
    public boolean hasLimits() {
      return true;
    }

    @Override
    public float derivative(float x, float t, float p) {
      return 1f - t / (x + p + Float.MIN_VALUE);
    }
  },
  /**
   * {@code t (log(t) - x)}: x is the logarithm of a probability. Where t is 0 so are the value,
   * even at an x of -infinity, and the gradient.
   */
  KL_DIVERGENCE {
    @Override
    public float formula(float x, float t, float p) {
      return t * (Math.max(Elementary.log(t), -Float.MAX_VALUE) - x);
    }

    @Override
    public float limit(float x, float t, float p) {
      // A negative t has no logarithm, and no limit.
      return t == 0f ? times(t, -x) : Float.NaN;
    }

    @Override
    public boolean hasLimits() {
      return true;
    }

    @Override
    public float derivative(float x, float t, float p) {
      return -t;
    }

    @Override
    public boolean selects() {
      return true;
    }
  },
  /**
   * {@code exp(t) (t - x)}: x and t are logarithms of probabilities. Where exp(t) is 0 so are the
   * value, even at an x of -infinity, and the gradient.
   */
  KL_DIVERGENCE_OF_LOG {
    @Override
    public float formula(float x, float t, float p) {
      return Elementary.exp(t) * (t - x);
    }

    @Override
    public float limit(float x, float t, float p) {
      // Apart, for t - x of infinities would be NaN.
      float e = Elementary.exp(t);
      return times(e, t) - times(e, x);
    }

    @Override
    public boolean hasLimits() {
      return true;
    }

    @Override
    public float derivative(float x, float t, float p) {
      return -Elementary.exp(t);
    }

    @Override
    public boolean selects() {
      return true;
    }
  };

  /** PyTorch's bound, so that a probability of 0 has a finite loss. */
  public static final float LEAST_LOG = -100f;

  /** PyTorch's bound, so that a probability of 0 has a finite gradient. */
  public static final float LEAST_VARIANCE = 1e-12f;

  /** The value: of the formula, or where this is NaN the limit. */
  public final float value(float x, float t, float p) {
    float y = formula(x, t, p);
    return !hasLimits() || y == y ? y : limit(x, t, p);
  }

  public abstract float formula(float x, float t, float p);

  /** Whether there is a {@link #limit}. */
  public boolean hasLimits() {
    return false;
  }

  /** The value where the formula gives NaN: a number where infinite operands have a limit. */
  public float limit(float x, float t, float p) {
    return Float.NaN;
  }

  /**
   * The derivative times g; of those that select, +0 where the derivative is 0 and g not finite.
   */
  public final float gradient(float x, float t, float p, float g) {
    float d = derivative(x, t, p);
    return selects() && d == 0f && !Float.isFinite(g) ? 0f : d * g;
  }

  /** The derivative of the value in x. */
  public abstract float derivative(float x, float t, float p);

  /** Whether a derivative of 0 is one that was selected, so that it stops infinities and NaN. */
  public boolean selects() {
    return false;
  }

  /** {@code a * b}, where 0 times an infinity is 0. */
  private static float times(float a, float b) {
    return a == 0f && Float.isInfinite(b) ? 0f : a * b;
  }

  /** Infinity, or NaN where t is. */
  private static float infinite(float t) {
    return t == t ? Float.POSITIVE_INFINITY : t;
  }
}
