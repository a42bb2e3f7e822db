package dev.lanegrad;

import dev.lanegrad.Buffers.Slot;
import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import java.util.List;
import java.util.Set;

/**
 * A function in the graph of automatic differentiation: it holds its operands and its output, and
 * can run forward and backward on whatever values these hold.
 *
 * <p>A function of your own with its own backward is a subclass:
 *
 * <pre>{@code
 * final class Cube extends Operation {
 *   Cube(Tensor x) {
 *     super(x);
 *     keep(0);
 *   }
 *
 *   @Override
 *   protected void forward() {
 *     float[] x = values(0);
 *     float[] y = output();
 *     for (int i = 0; i < y.length; i++) {
 *       y[i] = x[i] * x[i] * x[i];
 *     }
 *   }
 *
 *   @Override
 *   protected void backward() {
 *     float[] x = values(0);
 *     float[] dy = outputGradient();
 *     float[] dx = contribution(0);
 *     for (int i = 0; i < dx.length; i++) {
 *       dx[i] = 3 * x[i] * x[i] * dy[i];
 *     }
 *     contribute(0);
 *   }
 * }
 * }</pre>
 *
 * <p>and {@code new Cube(x).apply(x.shape())} the cube of x.
 *
 * <p><b>Running again.</b> {@link #forward} and {@link #backward} may run many times, on operands
 * whose values have changed: nothing that depends on values may be computed in the constructor, and
 * arrays that are needed in between belong in fields, so that a second run allocates nothing.
 *
 * <p><b>Gradients.</b> {@link #backward} adds to the gradient of every operand that {@link
 * #needsGradient needs} one. Who can compute in place asks {@link #adds} whether to add or to
 * overwrite and writes to {@link #gradient}; who can only overwrite writes to {@link #contribution}
 * and calls {@link #contribute}.
 *
 * <p>All arrays are row-major in the shape of their tensor. An operation belongs to one thread.
 */
public abstract class Operation {
  private Tensor[] operands;
  private Gradient[] gradients;
  private Tensor output;
  private Gradient outputGradient;
  private final Recording recording;
  private final boolean tracked;
  private boolean released;

  /** For a contribution, and for a subclass; null until needed. */
  private Workspace scratch;

  private Workspace workspace;

  /** Whether an operation that may run backward again reads this one's result. */
  private boolean outlived;

  /** The shape of the output, once that is let go of. */
  private int[] freedShape;

  /** What print says instead of {@link #gradFn}'s choice; null for that. */
  private String printed;

  /** Bit i: backward reads the values of operand i. */
  private int kept;

  private boolean outputKept;

  /** The versions of the kept operands when forward ran, and last that of the output. */
  private int[] versions;

  // The state of a walk over the graph lies in the operations, so that walking allocates nothing.
  Backward walk;
  int waitingFor;
  Operation next;

  /** An operation on the given operands, copied where they don't lie row by row in memory. */
  protected Operation(Tensor... operands) {
    this(false, operands);
  }

  /** An operation that can read operands of any layout, if {@code anyLayout} is set. */
  Operation(boolean anyLayout, Tensor... operands) {
    Tracking tracking = Tracking.current();
    recording = tracking.recording;
    this.operands = operands;
    gradients = new Gradient[operands.length];
    boolean tracked = false;
    for (int i = 0; i < operands.length; i++) {
      if (!anyLayout) {
        operands[i] = operands[i].contiguous();
      }
      if (recording != null) {
        recording.reads(operands[i], tracking.enabled);
      }
      if (tracking.enabled) {
        gradients[i] = operands[i].gradient;
        tracked |= gradients[i] != null;
      }
    }
    this.tracked = tracked;
  }

  /** Computes the output from the operands: writes all of {@link #output}. */
  protected abstract void forward();

  /** Adds to the gradients of the operands what {@link #outputGradient} makes of them. */
  protected abstract void backward();

  /**
   * Asks the operation to compute {@code max(0, y)} from here on, with the bits of {@link
   * Tensor#relu} and of its gradient, where it has computed y: a {@link Recording} asks, where only
   * a relu reads y.
   *
   * @return whether it does; false unless a subclass says otherwise
   */
  protected boolean takeRelu() {
    return false;
  }

  /**
   * Asks the operation to change an operand by its gradient, in {@link #backward}, in the place of
   * handing the gradient on: a {@link Recording} asks, where nothing else reads the operand or adds
   * to its gradient.
   *
   * @param update null to hand the gradient on again
   * @return whether it does; false unless a subclass says otherwise
   */
  protected boolean takeUpdate(int operand, Update update) {
    return false;
  }

  /**
   * Whether forward and backward go by {@link #numel} and {@link #outputNumel} and never by the
   * length of an array: a {@link Recording} may then give longer ones to the operation, which it
   * shares between batches of several sizes.
   *
   * @return false unless a subclass says otherwise: every array has the length of its tensor
   */
  protected boolean takesLongerArrays() {
    return false;
  }

  /**
   * The name in messages and in print, {@code Relu} for {@code grad_fn=<ReluBackward0>}: that of
   * the class, or of the class that an anonymous one extends.
   */
  protected String name() {
    Class<?> type = getClass();
    while (type.isAnonymousClass()) {
      type = type.getSuperclass();
    }
    return type.getSimpleName();
  }

  /** What stands in {@code grad_fn=<...>}: PyTorch's name of the backward function. */
  protected String gradFn() {
    return name() + "Backward0";
  }

  /** What print shows: {@link #gradFn}, or the name that it was {@linkplain #named given}. */
  final String printed() {
    return printed == null ? gradFn() : printed;
  }

  /**
   * Names the last of several operations in print, where PyTorch has one for all of them.
   *
   * @param result of the last one
   * @param gradFn what stands in {@code grad_fn=<...>}
   * @return the result
   */
  protected static Tensor named(Tensor result, String gradFn) {
    if (result.operation() != null) {
      result.operation().printed = gradFn;
    }
    return result;
  }

  /** What made a tensor, in messages: the name, and what the user chose of it. */
  protected String description() {
    return name();
  }

  /**
   * Runs the operation: a new tensor of the given shape, which remembers how it was made.
   *
   * @throws IllegalStateException if the operation has an output already
   */
  public final Tensor apply(int... shape) {
    return run(new Tensor(shape.clone()));
  }

  /** Runs the operation for the values of {@code target}, which exist already or are written. */
  final Tensor run(Tensor target) {
    if (output != null || freedShape != null) {
      throw new IllegalStateException(
          name() + " has an output already. Make a new operation for every application.");
    }
    output = target;
    if (tracked) {
      outputGradient = new Gradient(this, target.numel());
    }
    rememberOperands();
    forward();
    rememberOutput();
    output.gradient = outputGradient;
    if (recording != null) {
      recording.add(this);
    }
    return target;
  }

  /**
   * Runs the operation in place: {@code target} gets the values, and this operation as its maker.
   *
   * @throws IllegalStateException where the graph has no place for it: see {@link
   *     Tensor#addi(Tensor)}
   */
  final Tensor runInPlace(Tensor target) {
    InPlace.check(target, tracked);
    if (recording != null) {
      recording.changes(target);
    }
    rememberOperands();
    target.changed();
    output = target;
    forward();
    rememberOutput();
    if (tracked) {
      outputGradient = new Gradient(this, target.numel());
      target.gradient = outputGradient;
    }
    if (recording != null) {
      recording.add(this);
    }
    return target;
  }

  /** Runs forward again, on what the operands hold now. */
  final void runAgain() {
    rememberOperands();
    output.changed();
    forward();
    rememberOutput();
  }

  /** Says that backward reads the values of an operand, which must not change until then. */
  protected final void keep(int operand) {
    if (tracked) {
      kept |= 1 << operand;
    }
  }

  /** Says that backward reads the values of the output, which must not change until then. */
  protected final void keepOutput() {
    outputKept = tracked;
  }

  /** The number of elements of an operand. */
  protected final int numel(int operand) {
    return operands == null ? gradients[operand].numel() : operands[operand].numel();
  }

  /** An operand. */
  protected final Tensor operand(int operand) {
    return operands[operand];
  }

  /**
   * The values of an operand, which must not be written; for backward, of one that it {@link
   * #keep}s.
   */
  protected final float[] values(int operand) {
    if (operands == null) {
      throw again();
    }
    return operands[operand].storage.data;
  }

  /**
   * The values of a matrix transposed, from (rows, columns) to (columns, rows), where they are
   * worth having: kept from the second time on that they are asked for without a change in between.
   *
   * @return null where there are none
   */
  protected final float[] transposedValues(int operand, int rows, int columns) {
    return operands[operand].storage.transposed(rows, columns);
  }

  /** Whether some operand needs a gradient. */
  protected final boolean tracked() {
    return tracked;
  }

  /** The values of the output. */
  protected final float[] output() {
    if (output == null) {
      throw again();
    }
    return output.storage.data;
  }

  /** The number of elements of the output. */
  protected final int outputNumel() {
    return output == null ? outputGradient.numel() : output.numel();
  }

  /**
   * The gradient of the output, complete when backward runs. Nobody reads it afterwards, so
   * backward may use its array for what it makes of it.
   */
  protected final float[] outputGradient() {
    return outputGradient.data();
  }

  /** Whether an operand needs a gradient: backward may skip those that don't. */
  protected final boolean needsGradient(int operand) {
    return gradients[operand] != null;
  }

  /** The gradient of an operand; ask {@link #adds} before writing to it. */
  protected final float[] gradient(int operand) {
    return gradients[operand].data();
  }

  /**
   * Announces that a contribution to the gradient of an operand is written next: whether it must be
   * added, or else overwrite what is there. To be asked once for every contribution.
   */
  protected final boolean adds(int operand) {
    return gradients[operand].contribute();
  }

  /**
   * An array to write a contribution to, for {@link #contribute}: every element of it, and one
   * operand after the other, for two may be the same tensor.
   */
  protected final float[] contribution(int operand) {
    if (!gradients[operand].present()) {
      return gradients[operand].data();
    }
    int n = numel(operand);
    if (scratch == null) {
      scratch = new Workspace();
    }
    return scratch.atLeast(n);
  }

  /** Adds what was written to {@link #contribution} to the gradient of the operand. */
  protected final void contribute(int operand) {
    Gradient gradient = gradients[operand];
    if (gradient.contribute()) {
      int n = numel(operand);
      float[] sum = gradient.data();
      Kernels.current().binary(Binary.ADD, n, sum, 0, 1, scratch.atLeast(n), 0, 1, sum, 0);
    }
  }

  /**
   * An array of at least n elements of any contents, for what the operation computes in between;
   * the same for every n that is not larger than one before.
   */
  protected final float[] workspace(int n) {
    if (workspace == null) {
      workspace = new Workspace();
    }
    return workspace.atLeast(n);
  }

  /** Adds values to the gradient of an operand: an array of its size, which is only read. */
  protected final void contribute(int operand, float[] values) {
    gradients[operand].add(values);
  }

  /** An array to compute a gradient of an operand in before {@link #exchange}, of any contents. */
  protected final float[] spare(int operand) {
    return gradients[operand].spare();
  }

  /**
   * Adds values to the gradient of an operand, as {@link #contribute(int, float[])}, and keeps
   * their array, so that nothing is copied: the caller takes another {@link #spare} for the next.
   */
  protected final void exchange(int operand, float[] values) {
    gradients[operand].exchange(values);
  }

  /**
   * Adds the gradient of the output to that of an operand of the same size, without copying it
   * where that can be; for the end of {@link #backward}, when a subclass has changed it in place to
   * what it makes of it.
   */
  final void passOn(int operand) {
    outputGradient.passTo(gradients[operand]);
  }

  /** Adds one number, the first of an array, to every element of the gradient of an operand. */
  protected final void contributeToAll(int operand, float[] value) {
    gradients[operand].addToAll(value);
  }

  /** Adds nothing to the gradient of an operand, which then is 0 if nothing else adds to it. */
  protected final void contributeZero(int operand) {
    if (!gradients[operand].present()) {
      gradients[operand].zero();
    }
  }

  /** How many of the operands are a tensor, or share its values. */
  final int reads(Tensor tensor) {
    int count = 0;
    for (Tensor operand : operands) {
      count += operand.storage == tensor.storage ? 1 : 0;
    }
    return count;
  }

  /** Lets a leaf that is operand once be changed as soon as its gradient is known. */
  final boolean fuse(Tensor leaf, Update update) {
    for (int i = 0; i < operands.length; i++) {
      if (gradients[i] == leaf.gradient) {
        return takeUpdate(i, update);
      }
    }
    return false;
  }

  /** Hands all gradients on again. */
  final void separate() {
    for (int i = 0; i < operands.length; i++) {
      takeUpdate(i, null);
    }
  }

  /** What {@link #run} made. */
  final Tensor result() {
    return output;
  }

  /**
   * Takes the place of the next operation, a relu of this one's result that nothing else reads.
   *
   * @return whether it does
   */
  final boolean absorb(Operation relu) {
    if (relu.tracked != tracked || !takeRelu()) {
      return false;
    }
    output = relu.output;
    outputGradient = relu.outputGradient;
    if (tracked) {
      outputGradient.operation = this;
    }
    if (outputKept) {
      versions()[operands.length] = relu.versions[relu.operands.length];
    }
    return true;
  }

  /** How many of the operands send their gradient there. */
  final int feeds(Gradient gradient) {
    int count = 0;
    for (Gradient own : gradients) {
      count += own == gradient ? 1 : 0;
    }
    return count;
  }

  /** Whether the operation belongs to a recording, and so can run again. */
  final boolean isOf(Recording recording) {
    return this.recording == recording;
  }

  /** Adds whose arrays must have the length of their tensors: none, or all that it has. */
  final void addExact(Set<Object> exact) {
    if (!takesLongerArrays()) {
      for (int i = 0; i < operands.length; i++) {
        exact.add(operands[i].storage);
        exact.add(gradients[i]);
      }
      exact.add(output.storage);
      exact.add(outputGradient);
    }
  }

  /** Adds the arrays for what is computed in between. */
  final void addWorkspaces(List<Slot> slots) {
    if (takesLongerArrays()) {
      for (Workspace space : new Workspace[] {scratch, workspace}) {
        if (space != null) {
          slots.add(new Slot(space.size(), space));
        }
      }
    }
  }

  final int operandCount() {
    return gradients.length;
  }

  /** Where the gradient of an operand goes; null if it needs none. */
  final Gradient target(int operand) {
    return gradients[operand];
  }

  /** What made an operand, if a gradient has to go there. */
  final Operation source(int operand) {
    Gradient gradient = gradients[operand];
    return gradient == null ? null : gradient.operation;
  }

  /** The gradient that waits for this operation. */
  final Gradient arriving() {
    return outputGradient;
  }

  /** Sends the gradient of the output on, and is done with it. */
  final void sendBack() {
    if (!outputGradient.present()) {
      outputGradient.zero();
    }
    backward();
    outputGradient.clear();
  }

  /**
   * Lets go of all values that backward needed, so that they become garbage however long the output
   * lives. One that keeps no values can run backward again, as in PyTorch; another lets go of the
   * graph behind it too. An operation of a recording stays, to run again.
   */
  final void release() {
    if (recording != null) {
      return;
    }
    outputGradient.release();
    scratch = null;
    if (freedShape != null) {
      return; // by an earlier walk
    }
    freedShape = output.shape;
    output = null;
    operands = null;
    if (kept == 0 && !outputKept) {
      for (Gradient gradient : gradients) {
        if (gradient != null && gradient.operation != null) {
          gradient.operation.outlived = true;
        }
      }
      return;
    }
    released = true;
    gradients = null;
    if (outlived) {
      outputGradient.operation = new Freed(this);
    }
  }

  /** Stands for an operation that let go of its values, without the arrays that it computed in. */
  private static final class Freed extends Operation {
    private final String name;

    Freed(Operation operation) {
      name = operation.name();
      Operation freed = this;
      freed.printed = operation.printed();
      freed.freedShape = operation.freedShape;
      freed.outputGradient = operation.outputGradient;
      freed.released = true;
    }

    @Override
    protected void forward() {
      throw new AssertionError(name);
    }

    @Override
    protected void backward() {
      throw new AssertionError(name);
    }

    @Override
    protected String name() {
      return name;
    }
  }

  /**
   * Checks that backward can run.
   *
   * @throws IllegalStateException if it ran before and the graph was let go, or if a value that it
   *     needs was changed in place
   */
  final void checkReady() {
    if (released) {
      throw again();
    }
    if (versions != null) {
      int last = operands.length;
      for (int i = 0; i < last; i++) {
        if ((kept & 1 << i) != 0 && operands[i].storage.version != versions[i]) {
          throw modified("operand " + i, operands[i], versions[i]);
        }
      }
      if (outputKept && output.storage.version != versions[last]) {
        throw modified("the output", output, versions[last]);
      }
    }
  }

  private IllegalStateException again() {
    return new IllegalStateException(
        "Trying to backward through the graph a second time (or directly access saved tensors"
            + " after they have already been freed). Saved intermediate values of the graph are"
            + " freed when you call backward(). Specify retain_graph=True if you need to backward"
            + " through the graph a second time: here, call the first one as backward(gradient,"
            + " true), or compute the loss anew for every backward (met at "
            + name()
            + " of output shape "
            + Shapes.text(freedShape)
            + ").");
  }

  private IllegalStateException modified(String role, Tensor tensor, int expected) {
    return new IllegalStateException(
        "one of the variables needed for gradient computation has been modified by an inplace"
            + " operation: [FloatTensor "
            + Shapes.text(tensor.shape)
            + "], which is "
            + role
            + " of "
            + name()
            + ", is at version "
            + tensor.storage.version
            + "; expected version "
            + expected
            + " instead. Change it after backward(), or use the method without the i, such as add()"
            + " for addi(), which makes a new tensor.");
  }

  private void rememberOperands() {
    if (kept == 0) {
      return;
    }
    int[] versions = versions();
    for (int i = 0; i < operands.length; i++) {
      versions[i] = operands[i].storage.version;
    }
  }

  private void rememberOutput() {
    if (outputKept) {
      versions()[operands.length] = output.storage.version;
    }
  }

  private int[] versions() {
    if (versions == null) {
      versions = new int[operands.length + 1];
    }
    return versions;
  }
}
