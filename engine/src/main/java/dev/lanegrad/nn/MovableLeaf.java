package dev.lanegrad.nn;

import dev.lanegrad.Tensor;

/** A leaf whose elements are moved, to see what a function makes of it, and put back. */
final class MovableLeaf {
  private final Tensor leaf;
  private final float[] before;

  MovableLeaf(Tensor leaf) {
    this.leaf = leaf;
    this.before = leaf.toArray();
  }

  /** Moves all elements by so many of their last places. */
  void moveByPlaces(int places) {
    RoundingNoise.move(before, places, leaf.array());
    leaf.changed();
  }

  void putBack() {
    System.arraycopy(before, 0, leaf.array(), 0, before.length);
    leaf.changed();
  }

  /** One element. */
  NumericalGradient.Element element(int i) {
    return new NumericalGradient.Element() {
      @Override
      public float value() {
        return before[i];
      }

      @Override
      public void set(float value) {
        leaf.array()[i] = value;
        leaf.changed();
      }
    };
  }
}
