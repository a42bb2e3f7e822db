package dev.lanegrad;

import java.util.Arrays;
import java.util.List;

/**
 * One walk of a gradient from a tensor back to the leaves.
 *
 * <p>Two passes over the operations that the tensor came from, each once and without recursion: the
 * first counts how many operations send a gradient to each, the second runs an operation when all
 * of these have. The lists of both are threaded through the operations themselves.
 *
 * <p>Threads may walk at the same time, each through a graph of its own, back to the same leaves:
 * the first pass claims the leaves that it finds before anything is added to any gradient. Where
 * another walk has one of them, it gives up its own, waits, and begins anew, so that gradients add
 * up and nobody waits for anybody who waits.
 */
final class Backward {
  private final boolean retainGraph;
  private final List<Operation> order;
  private final long thread = Thread.currentThread().threadId();

  /** The leaves that are this walk's, by {@link Gradient#nextClaimed}. */
  private Gradient claimed;

  private Backward(boolean retainGraph, List<Operation> order) {
    this.retainGraph = retainGraph;
    this.order = order;
  }

  /**
   * Walks back from a tensor.
   *
   * @param seed the gradient of the tensor, of its shape; null for 1
   * @param retainGraph keeps what a second walk needs
   * @param order gets the operations in the order in which they ran; may be null
   */
  static void run(Tensor root, Tensor seed, boolean retainGraph, List<Operation> order) {
    checkRoot(root, seed);
    Gradient busy;
    do {
      Backward walk = new Backward(retainGraph, order);
      try {
        busy = walk.run(root, seed);
      } finally {
        walk.unclaim();
      }
      if (busy != null) {
        busy.awaitUnclaimed();
      }
    } while (busy != null);
  }

  /** Both passes; or the first until it meets a leaf of another walk, which it returns. */
  private Gradient run(Tensor root, Tensor seed) {
    Operation last = root.operation();
    Gradient busy = last == null ? claim(root.gradient) : count(last);
    if (busy != null) {
      return busy;
    }
    if (seed == null) {
      root.gradient.addToAll(Tensor.ONE);
    } else {
      root.gradient.add(seed.contiguous().storage.data);
    }
    if (last != null) {
      send(last);
    }
    return null;
  }

  private Gradient claim(Gradient leaf) {
    int claim = leaf.claim(thread);
    if (claim > 0) {
      leaf.nextClaimed = claimed;
      claimed = leaf;
    }
    return claim < 0 ? leaf : null;
  }

  private void unclaim() {
    while (claimed != null) {
      Gradient leaf = claimed;
      claimed = leaf.nextClaimed;
      leaf.unclaim();
    }
  }

  private Gradient count(Operation last) {
    enter(last);
    Operation stack = last;
    while (stack != null) {
      Operation operation = stack;
      stack = operation.next;
      operation.checkReady();
      for (int i = 0; i < operation.operandCount(); i++) {
        Gradient target = operation.target(i);
        if (target == null) {
          continue;
        }
        Operation source = target.operation;
        if (source == null) {
          if (claim(target) != null) {
            return target;
          }
        } else {
          if (source.walk != this) {
            enter(source);
            source.next = stack;
            stack = source;
          }
          source.waitingFor++;
        }
      }
    }
    return null;
  }

  private void enter(Operation operation) {
    operation.walk = this;
    operation.waitingFor = 0;
    operation.next = null;
    // Nothing is there yet, unless an earlier walk was broken off by an exception.
    operation.arriving().clear();
  }

  private void send(Operation last) {
    Operation stack = last;
    while (stack != null) {
      Operation operation = stack;
      stack = operation.next;
      operation.sendBack();
      if (order != null) {
        order.add(operation);
      }
      for (int i = 0; i < operation.operandCount(); i++) {
        Operation source = operation.source(i);
        if (source != null && --source.waitingFor == 0) {
          source.next = stack;
          stack = source;
        }
      }
      operation.next = null;
      operation.walk = null;
      if (!retainGraph) {
        operation.release();
      }
    }
  }

  private static void checkRoot(Tensor root, Tensor seed) {
    if (!root.requiresGrad()) {
      throw new IllegalStateException(
          "element 0 of tensors does not require grad and does not have a grad_fn. The tensor of"
              + " shape "
              + Shapes.text(root.shape)
              + " was computed from nothing that requires a gradient, or inside NoGrad: call"
              + " requiresGrad(true) on the leaves first.");
    }
    if (seed == null && root.numel() != 1) {
      throw new IllegalStateException(
          "grad can be implicitly created only for scalar outputs. This one, made by "
              + (root.operation() == null ? "no operation" : root.operation().description())
              + ", has shape "
              + Shapes.text(root.shape)
              + ": reduce it first, as loss.sum().backward() does, or call backward(gradient) with a"
              + " gradient of that shape.");
    }
    if (seed != null && !Arrays.equals(seed.shape, root.shape)) {
      throw new IllegalArgumentException(
          "Mismatch in shape: grad_output[0] has a shape of "
              + Shapes.text(seed.shape)
              + " and output[0] has a shape of "
              + Shapes.text(root.shape)
              + ". The gradient given to backward(gradient) has one number for each element of the"
              + " output. "
              + ShapeMismatch.advice("gradient", seed.shape, root.shape));
    }
  }
}
