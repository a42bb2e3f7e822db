package dev.lanegrad;

import java.util.IdentityHashMap;
import java.util.Map;

/** Where values come from that the operations of a {@link Recording} read. */
final class Origins {
  private enum Origin {
    /** They were there before: what they are by then counts when the operations run again. */
    OUTSIDE,

    /** They are given to the code. */
    INPUT,

    /** The code made them of numbers. */
    CONSTANT,

    /** An operation makes them. */
    MADE
  }

  private final Map<Storage, Origin> origins = new IdentityHashMap<>();

  /** Whether values were there before the recording, as those were of whom nothing is known. */
  boolean isOutside(Storage storage) {
    origins.putIfAbsent(storage, Origin.OUTSIDE);
    return origins.get(storage) == Origin.OUTSIDE;
  }

  boolean isConstant(Storage storage) {
    return origins.get(storage) == Origin.CONSTANT;
  }

  boolean isMade(Storage storage) {
    return origins.get(storage) == Origin.MADE;
  }

  void input(Storage storage) {
    origins.put(storage, Origin.INPUT);
  }

  void constant(Storage storage) {
    origins.put(storage, Origin.CONSTANT);
  }

  /** An operation writes the values: those that were there before stay what they are. */
  void written(Storage storage) {
    Origin origin = origins.get(storage);
    if (origin == null || origin == Origin.CONSTANT) {
      origins.put(storage, Origin.MADE);
    }
  }

  /** The elements of all constants. */
  long constants() {
    long elements = 0;
    for (Map.Entry<Storage, Origin> entry : origins.entrySet()) {
      elements += entry.getValue() == Origin.CONSTANT ? entry.getKey().data.length : 0;
    }
    return elements;
  }
}
