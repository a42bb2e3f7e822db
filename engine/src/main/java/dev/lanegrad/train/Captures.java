package dev.lanegrad.train;

import dev.lanegrad.Buffers;
import dev.lanegrad.Recording;
import dev.lanegrad.Tensor;
import java.util.ArrayList;
import java.util.List;

/**
 * What was captured of one piece of code, for several shapes of batch and several modes.
 *
 * <p>All of them compute in the same arrays, which are as large as the largest batch needs. What
 * each has of its own is bounded: the ones that were not used for the longest time are dropped.
 */
final class Captures {
  /** So many are kept however large they are: training and evaluation, each with a last batch. */
  private static final int ALWAYS_KEPT = 4;

  /** Bytes of their own that captures may have together, or a tenth of what they share if more. */
  private static final long OWN_BYTES = 1 << 18;

  /** The one that was used last is the first. */
  private final List<Capture> captures = new ArrayList<>();

  private final Buffers buffers = new Buffers();

  /** The capture that does what the code would do with this input; null if there is none. */
  Capture find(Tensor x) {
    for (int i = 0; i < captures.size(); i++) {
      Capture capture = captures.get(i);
      if (capture.recording.fits(0, x) && capture.isCurrent()) {
        return use(i);
      }
    }
    return null;
  }

  /** The capture that does what the code would do with these inputs; null if there is none. */
  Capture find(Tensor x, Tensor y) {
    for (int i = 0; i < captures.size(); i++) {
      Capture capture = captures.get(i);
      Recording recording = capture.recording;
      if (recording.fits(0, x) && recording.fits(1, y) && capture.isCurrent()) {
        return use(i);
      }
    }
    return null;
  }

  private Capture use(int index) {
    Capture capture = captures.get(index);
    if (index > 0) {
      captures.get(0).recording.letGo();
      captures.remove(index);
      captures.add(0, capture);
    }
    return capture;
  }

  /** Keeps another one, whose result has been read. */
  void add(Capture capture) {
    for (int i = captures.size() - 1; i >= 0; i--) {
      captures.get(i).recording.letGo();
      if (captures.get(i).recording.isStale()) {
        captures.remove(i);
      }
    }
    captures.add(0, capture);
    if (capture.recording.share(buffers, capture.result)) {
      for (int i = 1; i < captures.size(); i++) {
        captures.get(i).recording.share(buffers);
      }
    }
    while (captures.size() > ALWAYS_KEPT
        && ownBytes() > Math.max(OWN_BYTES, buffers.bytes() / 10)) {
      captures.remove(captures.size() - 1);
    }
  }

  /** Forgets one that was broken off, and may have left anything behind. */
  void drop(Capture capture) {
    captures.remove(capture);
  }

  private long ownBytes() {
    long bytes = 0;
    for (int i = 0; i < captures.size(); i++) {
      bytes += captures.get(i).recording.ownBytes();
    }
    return bytes;
  }
}
