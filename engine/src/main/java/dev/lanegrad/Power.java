package dev.lanegrad;

import dev.lanegrad.kernel.Unary;

/**
 * {@code y = x} to a power p.
 *
 * <p>By {@link StrictMath#pow} in double, so the bits are the same on every machine; a vector
 * version of it would not pay.
 */
final class Power extends Operation {
  private final double exponent;

  private Power(Tensor x, float exponent) {
    super(x);
    this.exponent = exponent;
    keep(0);
  }

  /**
   * x to a power; those that need no {@code pow} by the operation that rounds once for each step.
   */
  static Tensor of(Tensor x, float exponent) {
    Tensor power;
    if (exponent == 1f) {
      power = new Copy(x, true).apply(x.shape);
    } else if (exponent == 2f) {
      power = new UnaryOperation(Unary.SQUARE, x).apply(x.shape);
    } else if (exponent == 3f) {
      power = x.square().mul(x);
    } else if (exponent == 0.5f) {
      power = new UnaryOperation(Unary.SQRT, x).apply(x.shape);
    } else if (exponent == -1f) {
      power = Tensor.scalar(1f).div(x);
    } else {
      power = new Power(x, exponent).apply(x.shape);
    }
    return named(power, "PowBackward0");
  }

  @Override
  protected void forward() {
    float[] x = values(0);
    float[] y = output();
    for (int i = 0; i < outputNumel(); i++) {
      y[i] = (float) StrictMath.pow(x[i], exponent);
    }
  }

  /** {@code dx = p x^(p - 1) dy}; 0 for p = 0. */
  @Override
  protected void backward() {
    if (exponent == 0) {
      contributeZero(0);
      return;
    }
    float[] x = values(0);
    float[] dy = outputGradient();
    float[] dx = contribution(0);
    for (int i = 0; i < outputNumel(); i++) {
      dx[i] = (float) (exponent * StrictMath.pow(x[i], exponent - 1)) * dy[i];
    }
    contribute(0);
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  @Override
  protected String name() {
    return "Pow";
  }
}
