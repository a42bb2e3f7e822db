package dev.lanegrad;

import dev.lanegrad.kernel.Binary;
import dev.lanegrad.kernel.Kernels;
import java.util.Arrays;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * Where the gradient of a tensor gathers, and the operation that gets it when it is complete.
 *
 * <p>A tensor and its {@link Tensor#view views} share one, so a view costs nothing on the way back.
 * The values are row-major in the tensor's shape. The first contribution overwrites, later ones
 * add; the array is kept when the gradient is cleared.
 */
final class Gradient implements Borrower {
  /** Nanoseconds between two looks at a leaf that another thread's walk has. */
  private static final long PAUSE = 20_000;

  /** What made the tensor, and sends its gradient on; null for a leaf, where the gradient stays. */
  Operation operation;

  private final int numel;
  private float[] data;
  private float[] spare;
  private boolean present;

  /** Whether the array is one that recordings share. */
  private boolean borrowed;

  private Tensor tensor;

  /** The thread whose walk adds to this leaf, 0 for none; null unless it is a leaf. */
  private final AtomicLong owner;

  /** The next leaf that the walk has claimed. */
  Gradient nextClaimed;

  Gradient(Operation operation, int numel) {
    this.operation = operation;
    this.numel = numel;
    owner = operation == null ? new AtomicLong() : null;
  }

  int numel() {
    return numel;
  }

  /**
   * Claims a leaf for the walk of a thread, so that walks of several threads take turns.
   *
   * @return 1 if it is claimed now, 0 if the thread has it already, -1 if another thread has it
   */
  int claim(long thread) {
    if (owner.compareAndSet(0, thread)) {
      return 1;
    }
    return owner.get() == thread ? 0 : -1;
  }

  /** Gives a leaf to the next walk that wants it. */
  void unclaim() {
    nextClaimed = null;
    owner.setRelease(0);
  }

  /** Waits until no walk has this leaf. */
  void awaitUnclaimed() {
    while (owner.get() != 0) {
      LockSupport.parkNanos(this, PAUSE);
    }
  }

  boolean present() {
    return present;
  }

  /** The array of the values, made when first asked for. */
  float[] data() {
    if (data == null) {
      data = new float[numel];
    }
    return data;
  }

  /** Announces a contribution: whether it must be added to the values, or else overwrite them. */
  boolean contribute() {
    boolean add = present;
    present = true;
    if (tensor != null) {
      tensor.changed();
    }
    return add;
  }

  /** Adds values of the same size. */
  void add(float[] values) {
    float[] sum = data();
    if (contribute()) {
      Kernels.current().binary(Binary.ADD, numel, sum, 0, 1, values, 0, 1, sum, 0);
    } else {
      System.arraycopy(values, 0, sum, 0, numel);
    }
  }

  /**
   * Adds values of the same size, by taking their array in the place of its own where nobody has
   * that; the array that is left over is the next {@link #spare}.
   */
  void exchange(float[] values) {
    if (present || tensor != null) {
      add(values);
      spare = values;
    } else {
      contribute();
      spare = data;
      data = values;
    }
  }

  /** An array to compute values in and then {@link #exchange}: what is left over, or a new one. */
  float[] spare() {
    float[] free = spare;
    spare = null;
    if (free == null && !present && tensor == null) {
      free = data;
      data = null;
    }
    return free != null ? free : new float[numel];
  }

  /** Adds one number, the first of an array, to every element. */
  void addToAll(float[] value) {
    float[] sum = data();
    if (contribute()) {
      Kernels.current().binary(Binary.ADD, numel, sum, 0, 1, value, 0, 0, sum, 0);
    } else {
      Arrays.fill(sum, 0, numel, value[0]);
    }
  }

  /** Gives these values, which are needed no longer, to another gradient of the same size. */
  void passTo(Gradient other) {
    if (borrowed != other.borrowed) {
      other.add(data());
      return;
    }
    other.exchange(data());
    data = other.spare;
    other.spare = null;
  }

  /** Forgets the values and keeps their array. */
  void clear() {
    present = false;
  }

  /** Sets the values to 0. */
  void zero() {
    contribute();
    Arrays.fill(data(), 0, numel, 0f);
  }

  /** Lets go of the array of a gradient that has been sent on. */
  void release() {
    present = false;
    data = null;
    spare = null;
  }

  @Override
  public void borrow(float[] array) {
    data = array;
    spare = null;
    borrowed = true;
  }

  /** The values as a tensor of the given shape, always the same one. */
  Tensor tensor(int[] shape) {
    if (tensor == null) {
      tensor = new Tensor(new Storage(data()), shape, false, null);
    }
    return tensor;
  }
}
