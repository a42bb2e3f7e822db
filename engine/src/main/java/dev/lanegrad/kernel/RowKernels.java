package dev.lanegrad.kernel;

/** Softmax and cross entropy of the rows of a matrix, with the promises of {@link Kernels}. */
public interface RowKernels {
  /**
   * The softmax of each row, or its logarithm: (m, n) to (m, n).
   *
   * <p>With {@code max} of the row as by {@link Kernels#max}, {@code d[j] = x[j] - max} and {@code
   * s = sum(exp(d))} as by {@link Kernels#sum}: {@code y[j] = exp(d[j]) / s}, and where {@code log}
   * is set {@code y[j] = d[j] - log(s)}.
   *
   * @param y written; it may be x at the same offset
   */
  void softmax(int m, int n, boolean log, float[] x, int xOffset, float[] y, int yOffset);

  /**
   * The gradient of {@link #softmax} in its operand from its result y: (m, n), (m, n) to (m, n).
   *
   * <p>{@code dx[j] = (dy[j] - sum(dy * y)) * y[j]}, and where {@code log} is set {@code dx[j] =
   * dy[j] - exp(y[j]) * sum(dy)}, with the {@link Kernels#sum} of the row.
   *
   * @param dx written; must not overlap y or dy
   */
  void softmaxGradient(
      int m,
      int n,
      boolean log,
      float[] y,
      int yOffset,
      float[] dy,
      int dyOffset,
      float[] dx,
      int dxOffset);

  /**
   * Cross entropy of rows of logits with one class each, and its gradient: (m, n), (m) to (m), and
   * (m, n).
   *
   * <p>Of a row with class c: {@code max} as by {@link Kernels#max}, {@code d[j] = x[j] - max},
   * {@code s = sum(exp(d))} as by {@link Kernels#sum}, {@code l = log(s)}. Without smoothing {@code
   * y = w[c] * (l - d[c])}, and {@code dx[j] = exp(d[j]) * (g * w[c] / s)}, from which {@code g *
   * w[c]} is subtracted at c.
   *
   * <p>A smoothing of e adds each class with a weight of {@code e / n}. With {@code hit = (1 - e) *
   * w[c]}, {@code share = e / n}, {@code total = sum(w)} and {@code all = fma(share, total, hit)}:
   * {@code y = fma(share, fma(l, total, -sum(d * w)), hit * (l - d[c]))}, and {@code dx[j] =
   * fma(-(g * share), w[j], exp(d[j]) * (g * all / s))}, from which {@code g * hit} is subtracted
   * at c.
   *
   * <p>A row whose class is {@code ignored} gives 0, and a gradient of 0, whatever it and g hold. A
   * weight of 0 makes 0 of an infinity or NaN: {@link Binary#WEIGH}.
   *
   * @param t the class of each row, an integer in [0, n) or {@code ignored}
   * @param w the weight of each class; null for 1
   * @param smoothing in [0, 1]
   * @param y written
   * @param g the gradient of y, or with gInc 0 one number for all rows; not read without dx
   * @param dx written; null for values alone; it may be x at the same offset
   */
  void crossEntropy(
      int m,
      int n,
      float[] x,
      int xOffset,
      float[] t,
      int tOffset,
      float[] w,
      int wOffset,
      float smoothing,
      int ignored,
      float[] y,
      int yOffset,
      float[] g,
      int gOffset,
      int gInc,
      float[] dx,
      int dxOffset);
}
