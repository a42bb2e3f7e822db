package dev.lanegrad;

/**
 * A block of code in which this thread builds no graph: results don't require a gradient, and
 * tensors that do may be changed in place.
 *
 * <pre>{@code
 * try (var off = NoGrad.enter()) {
 *   for (Tensor p : net.parameters()) {
 *     p.subi(p.grad().mul(0.01f));
 *   }
 * }
 * }</pre>
 *
 * <p>Blocks nest. A block is closed by the thread that entered it.
 *
 * @see <a
 *     href="https://docs.pytorch.org/docs/stable/generated/torch.no_grad.html">torch.no_grad</a>
 */
public final class NoGrad implements AutoCloseable {
  private final Tracking tracking;
  private final boolean before;

  private NoGrad(Tracking tracking) {
    this.tracking = tracking;
    before = tracking.enabled;
    tracking.enabled = false;
  }

  /** Stops building a graph until the returned block is closed. */
  public static NoGrad enter() {
    return new NoGrad(Tracking.own());
  }

  /** Goes back to what was before the block was entered. */
  @Override
  public void close() {
    tracking.enabled = before;
    tracking.changed();
  }
}
