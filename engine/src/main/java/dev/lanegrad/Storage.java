package dev.lanegrad;

/** The values that a tensor and its views share, and how often they were changed in place. */
final class Storage {
  /** The values; another array only where a {@link Recording} gives an input other values. */
  float[] data;

  /** Counts changes in place; a backward that needs the values compares it with what it was. */
  int version;

  Storage(float[] data) {
    this.data = data;
  }
}
