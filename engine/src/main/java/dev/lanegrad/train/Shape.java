package dev.lanegrad.train;

import dev.lanegrad.Tensor;

/** The sizes of a tensor, compared without making garbage. */
final class Shape {
  private final int[] sizes;

  Shape(Tensor tensor) {
    sizes = tensor.shape();
  }

  boolean fits(Tensor tensor) {
    if (tensor.rank() != sizes.length) {
      return false;
    }
    for (int d = 0; d < sizes.length; d++) {
      if (tensor.size(d) != sizes[d]) {
        return false;
      }
    }
    return true;
  }
}
