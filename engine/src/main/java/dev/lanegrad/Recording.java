package dev.lanegrad;

import dev.lanegrad.kernel.Unary;
import java.util.ArrayList;
import java.util.List;

/**
 * The operations that a thread ran between {@link #start} and {@link #stop}, to be run again on
 * what their operands hold by then: with the same bits as the code that made them, and without
 * allocating.
 *
 * <p>What isn't an operation isn't recorded: conditions, loops and numbers that the code took out
 * of tensors stay what they were.
 */
public final class Recording {
  private final Tracking tracking;
  private final List<Operation> forward = new ArrayList<>();
  private List<Operation> backward;
  private Tensor root;

  private Recording(Tracking tracking) {
    this.tracking = tracking;
  }

  /**
   * Records the operations of this thread from here on.
   *
   * @throws IllegalStateException if it records already
   */
  public static Recording start() {
    Tracking tracking = Tracking.own();
    if (tracking.recording != null) {
      throw new IllegalStateException(
          "a recording is under way on this thread already. Stop it before starting another.");
    }
    tracking.recording = new Recording(tracking);
    return tracking.recording;
  }

  /** Ends the recording. */
  public void stop() {
    if (tracking.recording == this) {
      tracking.recording = null;
      tracking.changed();
    }
  }

  /**
   * A tensor that stands for an input in the code that is recorded: it has the values of one input
   * now, and can be given those of others.
   */
  public static Tensor input(Tensor first) {
    return new Tensor(new Storage(first.contiguous().array()), first.shape, false, null);
  }

  /**
   * Gives an {@link #input} the values of another tensor of its shape, without copying them unless
   * it is transposed.
   */
  public static void give(Tensor input, Tensor values) {
    input.storage.data = values.contiguous().storage.data;
    input.changed();
  }

  /**
   * Refuses what can't be done while this thread records, for it would be done once and not again.
   *
   * @throws IllegalStateException if it records
   */
  static void refuse(String what) {
    if (Tracking.current().recording != null) {
      throw new IllegalStateException(
          what
              + " while a step is captured: the operations are kept and run again, but what the code"
              + " makes of this number is not. Leave the step uncaptured (zeroGrad, forward, loss,"
              + " backward, step), or express it by operations on tensors.");
    }
  }

  /** Runs every operation forward again, in the order in which they were made. */
  public void forward() {
    for (int i = 0; i < forward.size(); i++) {
      forward.get(i).runAgain();
    }
  }

  /**
   * Sends the gradient 1 of a recorded scalar back to the leaves, as {@link Tensor#backward()}
   * does.
   */
  public void backward(Tensor loss) {
    if (loss != root) {
      for (int i = 0; i < forward.size(); i++) {
        forward.get(i).separate();
      }
      backward = new ArrayList<>(forward.size());
      root = loss;
      Backward.run(loss, null, true, backward);
      return;
    }
    loss.gradient.addToAll(Tensor.ONE);
    for (int i = 0; i < backward.size(); i++) {
      backward.get(i).sendBack();
    }
  }

  /**
   * Puts operations together where nobody could tell but the clock: a relu becomes part of the
   * operation before it, if that can and nothing else that was recorded reads what the relu does.
   * To be called once, after {@link #stop}.
   *
   * <p>Tensors in between, if the code kept them, hold the values of the first run from here on.
   *
   * @param result what is read from outside: it stays
   */
  public void simplify(Tensor result) {
    for (int i = forward.size() - 1; i > 0; i--) {
      if (forward.get(i) instanceof UnaryOperation) {
        UnaryOperation relu = (UnaryOperation) forward.get(i);
        Operation source = relu.function() == Unary.RELU ? onlySource(relu, result) : null;
        if (source != null && source.absorb(relu)) {
          forward.remove(i);
        }
      }
    }
  }

  /** What made the operand of a relu, if nothing else reads it. */
  private Operation onlySource(UnaryOperation relu, Tensor result) {
    Tensor x = relu.operand(0);
    Operation source = null;
    for (int i = 0; i < forward.size(); i++) {
      Operation operation = forward.get(i);
      if (operation.result() == x) {
        source = operation;
      } else if (operation != relu && operation.reads(x) > 0) {
        return null;
      }
    }
    return result.storage == x.storage ? null : source;
  }

  /**
   * Lets {@link #backward} change a leaf as soon as its gradient is known, and as it is computed,
   * if the operations allow that: the leaf is operand of one of them, once, which must be able to.
   *
   * <p>The gradient is then kept nowhere: after {@link #backward} from the same root as before, the
   * leaf is changed and its gradient is what it was. From another root, gradients go where they
   * went before.
   *
   * @return whether the leaf will be changed
   */
  public boolean fuse(Tensor leaf, Update update) {
    if (backward == null || leaf.gradient == null || !leaf.isLeaf()) {
      return false;
    }
    int reads = 0;
    for (int i = 0; i < forward.size(); i++) {
      reads += forward.get(i).reads(leaf);
    }
    for (int i = 0; i < backward.size() && reads == 1; i++) {
      Operation operation = backward.get(i);
      if (operation.feeds(leaf.gradient) == 1) {
        return operation.fuse(leaf, update);
      }
    }
    return false;
  }

  /** The number of operations recorded. */
  public int size() {
    return forward.size();
  }

  void add(Operation operation) {
    forward.add(operation);
  }
}
