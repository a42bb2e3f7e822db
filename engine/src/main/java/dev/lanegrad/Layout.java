package dev.lanegrad;

import dev.lanegrad.Buffers.Slot;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * Which arrays the operations of a {@link Recording} write, and which of these may be shared with
 * other recordings: outputs, their gradients and workspaces, none of which is needed after a run.
 *
 * <p>Not shared are the result, values from outside, gradients of leaves, and what an operation
 * reads or writes that goes by the length of arrays.
 */
final class Layout {
  /** About what an operation takes, with its output and gradient, beside their arrays. */
  private static final int BYTES_PER_OPERATION = 512;

  private final Storage result;
  private final List<Storage> written = new ArrayList<>();
  private final List<Slot> slots = new ArrayList<>();
  private long ownElements;
  private Buffers buffers;

  Layout(List<Operation> operations, Origins origins, Tensor result) {
    this.result = result.storage;
    Set<Object> exact = Collections.newSetFromMap(new IdentityHashMap<>());
    exact.add(this.result);
    for (int i = 0; i < operations.size(); i++) {
      operations.get(i).addExact(exact);
    }
    Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());
    ownElements =
        origins.constants() + (long) operations.size() * BYTES_PER_OPERATION / Float.BYTES;
    for (int i = 0; i < operations.size(); i++) {
      Operation operation = operations.get(i);
      int numel = operation.result().numel();
      Storage output = operation.result().storage;
      if (origins.isMade(output) && seen.add(output)) {
        written.add(output);
        add(numel, output, exact);
      }
      Gradient gradient = operation.arriving();
      if (gradient != null && seen.add(gradient)) {
        add(numel, gradient, exact);
      }
      operation.addWorkspaces(slots);
    }
    Collections.sort(slots);
  }

  private void add(int size, Borrower borrower, Set<Object> exact) {
    if (exact.contains(borrower)) {
      ownElements += size;
    } else {
      slots.add(new Slot(size, borrower));
    }
  }

  /** Takes arrays to share: whether others who share them must take them again. */
  boolean share(Buffers buffers) {
    this.buffers = buffers;
    return buffers.lend(slots);
  }

  /** Says that a leaf is changed in the course of a run. */
  void changes(Tensor leaf) {
    written.add(leaf.storage);
  }

  /** Whether a run may write to an array where the code would write to another. */
  boolean writes(float[] array) {
    for (int i = 0; i < written.size(); i++) {
      if (written.get(i).data == array) {
        return true;
      }
    }
    return buffers.holds(array);
  }

  /** Whether the result shares these values. */
  boolean returns(Storage storage) {
    return storage == result;
  }

  long ownBytes() {
    return ownElements * Float.BYTES;
  }
}
