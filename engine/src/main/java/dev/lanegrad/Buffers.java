package dev.lanegrad;

import java.util.ArrayList;
import java.util.List;

/**
 * Arrays that recordings use in turns: of the same code for batches of several sizes they take what
 * the largest needs alone.
 *
 * <p>Of each recording the largest array is the first here, the second largest the second, and so
 * on. A recording of the same code for a larger batch has no smaller array at any place.
 */
public final class Buffers {
  private final List<float[]> arrays = new ArrayList<>();

  /** No arrays yet. */
  public Buffers() {}

  /** The bytes of all arrays. */
  public long bytes() {
    long elements = 0;
    for (int i = 0; i < arrays.size(); i++) {
      elements += arrays.get(i).length;
    }
    return elements * Float.BYTES;
  }

  /**
   * Lends an array for every slot.
   *
   * @param slots the largest first
   * @return whether an array was replaced by a larger one, which those who have it should take
   */
  boolean lend(List<Slot> slots) {
    boolean replaced = false;
    for (int i = 0; i < slots.size(); i++) {
      Slot slot = slots.get(i);
      if (i == arrays.size()) {
        arrays.add(new float[slot.size]);
      } else if (arrays.get(i).length < slot.size) {
        arrays.set(i, new float[slot.size]);
        replaced = true;
      }
      slot.borrower.borrow(arrays.get(i));
    }
    return replaced;
  }

  boolean holds(float[] array) {
    for (int i = 0; i < arrays.size(); i++) {
      if (arrays.get(i) == array) {
        return true;
      }
    }
    return false;
  }

  /** Who needs an array, and how long it must be. */
  static final class Slot implements Comparable<Slot> {
    final int size;
    final Borrower borrower;

    Slot(int size, Borrower borrower) {
      this.size = size;
      this.borrower = borrower;
    }

    /** The larger one comes first. */
    @Override
    public int compareTo(Slot other) {
      return Integer.compare(other.size, size);
    }
  }
}
