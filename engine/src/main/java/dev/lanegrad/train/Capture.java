package dev.lanegrad.train;

import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;

/** The operations that some code ran for one shape of batch, and the result of the code. */
final class Capture {
  final Recording recording;
  final Tensor result;

  Capture(Recording recording, Tensor result) {
    this.recording = recording;
    this.result = result;
  }

  /** Whether the code would run the same operations now. */
  boolean isCurrent() {
    return !recording.isStale() && recording.fitsModes();
  }
}
