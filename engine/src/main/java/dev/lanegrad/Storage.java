package dev.lanegrad;

/** The values that a tensor and its views share, and how often they were changed in place. */
final class Storage {
  final float[] data;

  /** Counts changes in place; a backward that needs the values compares it with what it was. */
  int version;

  Storage(float[] data) {
    this.data = data;
  }
}
