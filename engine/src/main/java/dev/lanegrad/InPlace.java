package dev.lanegrad;

import java.util.Arrays;

/** The rules of changing a tensor in place. */
final class InPlace {
  private InPlace() {}

  /**
   * Checks that a tensor may be changed in place.
   *
   * @param tracked whether the change becomes part of a graph
   * @throws IllegalStateException for a leaf that requires a gradient outside {@link NoGrad}, and
   *     for views in a graph
   */
  static void check(Tensor target, boolean tracked) {
    if (target.requiresGrad() && target.operation() == null && Tracking.current().enabled) {
      throw new IllegalStateException(
          (target.view != null ? "a view of a leaf" : "a leaf")
              + " Variable that requires grad is being used in an in-place operation. The leaf has"
              + " shape "
              + Shapes.text(target.shape)
              + ": change it inside try (var off = NoGrad.enter()) { ... }, or change p.data().");
    }
    if (tracked && (target.view != null || target.viewed || target.transposed)) {
      throw new IllegalStateException(
          "a view, or a tensor that has views, is being used in an in-place operation inside the"
              + " graph, which the views could not follow. The tensor has shape "
              + Shapes.text(target.shape)
              + ": use the method without the i, such as add() for addi(), or change it inside"
              + " NoGrad.");
    }
  }

  /** Checks that an operand broadcasts to the shape of the tensor that is changed. */
  static void checkShape(Tensor target, Tensor operand) {
    if (target.shape == operand.shape) {
      return;
    }
    int[] shape = Broadcast.shape(target.shape, operand.shape);
    if (!Arrays.equals(shape, target.shape)) {
      throw new IllegalArgumentException(
          "output with shape "
              + Shapes.text(target.shape)
              + " doesn't match the broadcast shape "
              + Shapes.text(shape)
              + ". The operand has shape "
              + Shapes.text(operand.shape)
              + ", and a tensor can't grow in place: use the method without the i.");
    }
  }
}
