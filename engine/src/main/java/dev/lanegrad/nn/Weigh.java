package dev.lanegrad.nn;

import dev.lanegrad.Operation;
import dev.lanegrad.Tensor;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;

/**
 * {@code y = w x} of a weight and a loss, or a probability and a logarithm, of one shape: 0 where w
 * is 0, whatever x is.
 *
 * <p>So an element that does not count leaves no trace, be it infinite or NaN. Where w is 0 and x
 * is not finite, the gradient of w is 0 too.
 */
final class Weigh extends Operation {
  private static final int W = 0;
  private static final int X = 1;

  private Weigh(Tensor w, Tensor x) {
    super(w, x);
    keep(W);
    if (needsGradient(W)) {
      keep(X);
    }
  }

  static Tensor of(Tensor w, Tensor x) {
    return new Weigh(w, x).apply(x.shape());
  }

  /** With a weight that is laid over x. */
  static Tensor broadcast(Tensor w, Tensor x) {
    boolean same = Arrays.equals(w.shape(), x.shape());
    return of(same ? w : Tensor.ones(x.shape()).mul(w), x);
  }

  @Override
  protected void forward() {
    Kernels.current()
        .binary(Binary.WEIGH, outputNumel(), values(W), 0, 1, values(X), 0, 1, output(), 0);
  }

  /** {@code dx = w dy}, 0 where w is 0; {@code dw = x dy}. */
  @Override
  protected void backward() {
    int n = outputNumel();
    float[] dy = outputGradient();
    if (needsGradient(X)) {
      float[] dx = contribution(X);
      Kernels.current().binary(Binary.WEIGH, n, values(W), 0, 1, dy, 0, 1, dx, 0);
      contribute(X);
    }
    if (needsGradient(W)) {
      float[] w = values(W);
      float[] x = values(X);
      float[] dw = contribution(W);
      for (int i = 0; i < n; i++) {
        boolean zero = w[i] == 0f || dy[i] == 0f;
        dw[i] = zero && !Float.isFinite(x[i]) ? 0f : x[i] * dy[i];
      }
      contribute(W);
    }
  }

  @Override
  protected boolean takesLongerArrays() {
    return true;
  }

  /** As PyTorch names the product. */
  @Override
  protected String name() {
    return "Mul";
  }
}
