package dev.lanegrad;

import dev.lanegrad.kernel.Unary;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * The operations that a thread ran between {@link #start} and {@link #stop}, to be run again on
 * what their operands hold by then: with the same bits as the code that made them, and without
 * allocating.
 *
 * <p>What isn't an operation isn't recorded: conditions, loops and numbers that the code took out
 * of tensors stay what they were. Of what the code can ask, {@link #isStale} and {@link #fitsModes}
 * tell whether it would get another answer now.
 */
public final class Recording {
  private final Tracking tracking;
  private final Inputs inputs;
  private final Conditions conditions = new Conditions();
  private final List<Operation> forward = new ArrayList<>();
  private final List<Gradient> leaves = new ArrayList<>();
  private final List<Tensor> fused = new ArrayList<>();
  private Origins origins = new Origins();
  private List<Operation> backward;
  private Tensor root;
  private Layout layout;

  private Recording(Tracking tracking, Tensor[] first) {
    this.tracking = tracking;
    inputs = new Inputs(first);
    for (int i = 0; i < first.length; i++) {
      origins.input(inputs.get(i).storage);
    }
  }

  /**
   * Records the operations of this thread from here on.
   *
   * @param inputs what the code is given: it gets an {@link #input} in the place of each
   * @throws IllegalStateException if it records already
   */
  public static Recording start(Tensor... inputs) {
    Tracking tracking = Tracking.own();
    if (tracking.recording != null) {
      throw new IllegalStateException(
          "a recording is under way on this thread already. Stop it before starting another.");
    }
    Recording recording = new Recording(tracking, inputs);
    tracking.recording = recording;
    return recording;
  }

  /** Ends the recording. */
  public void stop() {
    if (tracking.recording == this) {
      tracking.recording = null;
      tracking.changed();
    }
  }

  /** The tensor that stands for an input in the code that is recorded. */
  public Tensor input(int index) {
    return inputs.get(index);
  }

  /** Whether a tensor has the shape of an input, and is a transposed view if that is one. */
  public boolean fits(int index, Tensor values) {
    return inputs.fits(index, values);
  }

  /**
   * Gives an {@link #input} the values of another tensor that {@link #fits}, without copying them
   * unless running again would write to them.
   */
  public void give(int index, Tensor values) {
    inputs.give(index, values, layout);
  }

  /** Holds the values of no input any longer, but of one that the result shares its values with. */
  public void letGo() {
    inputs.letGo(layout);
  }

  /**
   * Refuses what can't be done while this thread records, for it would be done once and not again.
   *
   * @throws IllegalStateException if it records
   */
  public static void refuse(String what) {
    refuse(Tracking.current(), what);
  }

  private static void refuse(Tracking tracking, String what) {
    if (tracking.recording != null) {
      throw new IllegalStateException(
          what
              + " while a step is captured: the operations are kept and run again, but this, and"
              + " what the code makes of it, is not. Leave the step uncaptured (zeroGrad, forward,"
              + " loss, backward, step), or express it by operations on tensors.");
    }
  }

  /**
   * Whether gradients gather as in a {@link #start recording} that had no gradients of its inputs
   * to gather: outside of {@link NoGrad}, and neither x nor y requires one.
   *
   * @param what is refused as by {@link #refuse}
   */
  public static boolean isUsual(String what, Tensor x, Tensor y) {
    Tracking tracking = Tracking.current(); // once: looking it up takes as long as the rest
    refuse(tracking, what);
    return tracking.enabled && x.gradient == null && y.gradient == null;
  }

  /** The recording that is under way on this thread, or null. */
  public static Recording current() {
    return Tracking.current().recording;
  }

  /** Says that the code goes by what a question is answered. */
  public void dependsOn(BooleanSupplier question) {
    conditions.watch(question);
  }

  /** Says that somebody goes by whether a tensor requires a gradient. */
  public void dependsOn(Tensor tensor) {
    if (origins.isOutside(tensor.storage)) {
      conditions.watch(tensor);
    }
  }

  /** Whether the code would record other operations, as a tensor's need of a gradient changed. */
  public boolean isStale() {
    return !conditions.sameGradients();
  }

  /** Whether all that the code asked by {@link #dependsOn(BooleanSupplier)} is as it was. */
  public boolean fitsModes() {
    return conditions.sameAnswers();
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
      findLeaves();
      for (int i = 0; i < backward.size(); i++) {
        backward.get(i).release();
      }
      return;
    }
    loss.gradient.addToAll(Tensor.ONE);
    for (int i = 0; i < backward.size(); i++) {
      backward.get(i).sendBack();
    }
  }

  private void findLeaves() {
    leaves.clear();
    addLeaf(root.gradient);
    for (int i = 0; i < backward.size(); i++) {
      Operation operation = backward.get(i);
      for (int j = 0; j < operation.operandCount(); j++) {
        addLeaf(operation.target(j));
      }
    }
  }

  private void addLeaf(Gradient gradient) {
    if (gradient != null && gradient.operation == null && !leaves.contains(gradient)) {
      leaves.add(gradient);
    }
  }

  /**
   * Whether {@link #backward} can be run again: all operations on the way to the leaves are of this
   * recording.
   */
  public boolean isComplete() {
    for (int i = 0; i < backward.size(); i++) {
      if (!backward.get(i).isOf(this)) {
        return false;
      }
    }
    return true;
  }

  /** Forgets the gradients of all leaves that {@link #backward} reaches. */
  public void zeroGrad() {
    for (int i = 0; i < leaves.size(); i++) {
      leaves.get(i).clear();
    }
  }

  /**
   * Fuses operations where this changes no result bit: a relu becomes part of the operation before
   * it, if that can and nothing else that was recorded reads what the relu does. To be called once,
   * after {@link #stop}.
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
        boolean fuses = operation.fuse(leaf, update);
        if (fuses) {
          fused.add(leaf);
        }
        return fuses;
      }
    }
    return false;
  }

  /** Whether an operation reads the values of a tensor. */
  public boolean reads(Tensor tensor) {
    for (int i = 0; i < forward.size(); i++) {
      if (forward.get(i).reads(tensor) > 0) {
        return true;
      }
    }
    return false;
  }

  /**
   * Computes in arrays that are shared with other recordings, all but the result: so none of them
   * runs while another does. Tensors in between, if the code kept them, then hold anything.
   *
   * @param result what is read from outside
   * @return whether those who share the arrays must {@link #share(Buffers)} them again, because
   *     some were replaced by larger ones
   */
  public boolean share(Buffers buffers, Tensor result) {
    conditions.watch(result);
    layout = new Layout(forward, origins, result);
    for (int i = 0; i < fused.size(); i++) {
      layout.changes(fused.get(i));
    }
    origins = null;
    return share(buffers);
  }

  /** Takes the shared arrays again. */
  public boolean share(Buffers buffers) {
    return layout.share(buffers);
  }

  /** About how many bytes it holds beside what it shares. */
  public long ownBytes() {
    return layout.ownBytes();
  }

  /** The number of operations recorded. */
  public int size() {
    return forward.size();
  }

  /** Takes note of an operand before the operation runs. */
  void reads(Tensor operand, boolean tracks) {
    if (origins.isOutside(operand.storage) && tracks) {
      conditions.watch(operand);
    }
  }

  /** Takes note of a tensor that the code makes of numbers. */
  void made(Tensor constant) {
    origins.constant(constant.storage);
  }

  /** Takes note of a tensor that is about to be changed in place. */
  void changes(Tensor target) {
    if (origins.isConstant(target.storage)) {
      Tensor values = target.detach();
      new Restore(values).run(values);
      forward.addFirst(forward.removeLast());
    }
  }

  void add(Operation operation) {
    origins.written(operation.result().storage);
    forward.add(operation);
  }
}
