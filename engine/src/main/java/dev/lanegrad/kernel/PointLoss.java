package dev.lanegrad.kernel;

/**
 * Losses that compare an input x and a target t element by element, for {@link Kernels#lossValues}
 * and its like; {@link #value} and {@link #derivative} define each. The parameter is that of the
 * loss where it has one.
 */
public enum PointLoss {
  /** {@code (x - t)²}. */
  SQUARED_ERROR {
    @Override
    float value(float x, float t, float parameter) {
      float d = x - t;
      return d * d;
    }

    @Override
    float derivative(float x, float t, float parameter) {
      float d = x - t;
      return d + d;
    }
  };

  abstract float value(float x, float t, float parameter);

  /** The derivative of the value in x. */
  abstract float derivative(float x, float t, float parameter);
}
