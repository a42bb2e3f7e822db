package dev.lanegrad.kernel;

/**
 * Losses that compare an input x and a target t element by element, for {@link Kernels#lossValues}
 * and its like; {@link #value} and {@link #derivative} define each, with the exp, log and log1p of
 * {@link Elementary}. The parameter p is that of the loss where it has one.
 */
public enum PointLoss {
  /** {@code (x - t)²}. */
  SQUARED_ERROR {
    @Override
    float value(float x, float t, float p) {
      float d = x - t;
      return d * d;
    }

    @Override
    float derivative(float x, float t, float p) {
      float d = x - t;
      return d + d;
    }
  },
  /** {@code |x - t|}; the derivative at 0 is 0. */
  ABSOLUTE_ERROR {
    @Override
    float value(float x, float t, float p) {
      return Math.abs(x - t);
    }

    @Override
    float derivative(float x, float t, float p) {
      return Math.max(Math.min((x - t) * 0x1p127f * 0x1p127f, 1f), -1f);
    }
  },
  /**
   * With {@code d = |x - t|} below p, {@code d² / 2p}, else {@code d - p / 2}; p at least {@link
   * Float#MIN_NORMAL}.
   */
  SMOOTH_L1 {
    @Override
    float value(float x, float t, float p) {
      float d = Math.abs(x - t);
      float m = Math.min(d, p);
      return Fma.fma(m * (1f / p), 0.5f * m, d - m);
    }

    @Override
    float derivative(float x, float t, float p) {
      return Math.max(Math.min((x - t) * (1f / p), 1f), -1f);
    }
  },
  /** With {@code d = |x - t|} up to p, {@code d² / 2}, else {@code p (d - p / 2)}. */
  HUBER {
    @Override
    float value(float x, float t, float p) {
      float d = Math.abs(x - t);
      float m = Math.min(d, p);
      return m * Fma.fma(-0.5f, m, d);
    }

    @Override
    float derivative(float x, float t, float p) {
      return Math.max(Math.min(x - t, p), -p);
    }
  },
  /**
   * {@code -(t log(x) + (1 - t) log(1 - x))} of a probability x, the logarithms at least -100; the
   * derivative {@code (x - t) / max((1 - x) x, 1e-12)}.
   */
  BINARY_CROSS_ENTROPY {
    @Override
    float value(float x, float t, float p) {
      float log = Math.max(Elementary.log(x), LEAST_LOG);
      float log1 = Math.max(Elementary.log1p(-x), LEAST_LOG);
      return (t - 1f) * log1 - t * log;
    }

    @Override
    float derivative(float x, float t, float p) {
      return (x - t) / Math.max((1f - x) * x, LEAST_VARIANCE);
    }
  },
  /** {@code max(x, 0) - x t + log(1 + exp(-|x|))}: the binary cross entropy of sigmoid(x). */
  BINARY_CROSS_ENTROPY_WITH_LOGITS {
    @Override
    float value(float x, float t, float p) {
      return Fma.fma(-x, t, Math.max(x, 0f)) + Elementary.log1pExpNegAbs(x);
    }

    @Override
    float derivative(float x, float t, float p) {
      return Elementary.sigmoid(x) - t;
    }
  },
  /** {@code log(1 + exp(-t x))}, with a t of 1 or -1. */
  SOFT_MARGIN {
    @Override
    float value(float x, float t, float p) {
      return Elementary.softplus(-(t * x));
    }

    @Override
    float derivative(float x, float t, float p) {
      return -t * Elementary.sigmoid(-(t * x));
    }
  },
  /** {@code exp(x) - t x}: x is the logarithm of the rate of a Poisson distribution. */
  POISSON_NLL {
    @Override
    float value(float x, float t, float p) {
      return Fma.fma(-t, x, Elementary.exp(x));
    }

    @Override
    float derivative(float x, float t, float p) {
      return Elementary.exp(x) - t;
    }
  },
  /** {@code x - t log(x + p)}: x is the rate of a Poisson distribution. */
  POISSON_NLL_OF_RATE {
    @Override
    float value(float x, float t, float p) {
      return Fma.fma(-t, Elementary.log(x + p), x);
    }

    @Override
    float derivative(float x, float t, float p) {
      return 1f - t / (x + p);
    }
  },
  /** {@code t (log(t) - x)}, 0 where t is: x is the logarithm of a probability. */
  KL_DIVERGENCE {
    @Override
    float value(float x, float t, float p) {
      return t * (Math.max(Elementary.log(t), -Float.MAX_VALUE) - x);
    }

    @Override
    float derivative(float x, float t, float p) {
      return -t;
    }
  },
  /** {@code exp(t) (t - x)}: x and t are logarithms of probabilities. */
  KL_DIVERGENCE_OF_LOG {
    @Override
    float value(float x, float t, float p) {
      return Elementary.exp(t) * (t - x);
    }

    @Override
    float derivative(float x, float t, float p) {
      return -Elementary.exp(t);
    }
  };

  /** PyTorch's bound, so that a probability of 0 has a finite loss. */
  static final float LEAST_LOG = -100f;

  /** PyTorch's bound, so that a probability of 0 has a finite gradient. */
  static final float LEAST_VARIANCE = 1e-12f;

  abstract float value(float x, float t, float p);

  /** The derivative of the value in x. */
  abstract float derivative(float x, float t, float p);
}
