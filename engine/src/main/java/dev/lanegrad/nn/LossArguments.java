package dev.lanegrad.nn;

import dev.lanegrad.ShapeMismatch;
import dev.lanegrad.Tensor;
import java.util.Arrays;

/** Checks that the arguments of a loss make sense, alone and together. */
final class LossArguments {
  private LossArguments() {}

  /**
   * Input and target have one shape. PyTorch warns here and broadcasts: (n, 1) against (n) then
   * trains on the mean over all pairs.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkSame(Tensor input, Tensor target) {
    int[] shape = input.shape();
    int[] other = target.shape();
    if (!Arrays.equals(shape, other)) {
      throw new IllegalArgumentException(
          "Using a target size ("
              + Arrays.toString(other)
              + ") that is different to the input size ("
              + Arrays.toString(shape)
              + "). This will likely lead to incorrect results due to broadcasting. Please ensure"
              + " they have the same size. "
              + ShapeMismatch.advice("target", other, shape));
    }
  }

  /**
   * A weight of elements has the shape of the input.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkWeight(Tensor input, Tensor weight) {
    if (!Arrays.equals(input.shape(), weight.shape())) {
      throw new IllegalArgumentException(
          "Weights and input must have the same size. The weight has shape "
              + Arrays.toString(weight.shape())
              + " and the input "
              + Arrays.toString(input.shape())
              + ". "
              + ShapeMismatch.advice("weight", weight.shape(), input.shape()));
    }
  }

  /**
   * Options of cross entropy fit targets that are probabilities: no class is ignored, and a weight
   * has one element for each class.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkProbabilityOptions(Tensor input, Tensor weight, int ignoreIndex) {
    if (ignoreIndex >= 0) {
      throw new IllegalArgumentException(
          "ignore_index is not supported for floating point target. The target has the shape of the"
              + " input, "
              + Arrays.toString(input.shape())
              + ", so it holds probabilities, and "
              + ignoreIndex
              + " names no element of it: set the rows to be ignored to 0, or leave them out.");
    }
    int classes = input.size(input.rank() == 1 ? 0 : 1);
    if (weight != null && (weight.rank() != 1 || weight.numel() != classes)) {
      throw new IllegalArgumentException(
          "cross_entropy: weight tensor should be defined either for all "
              + classes
              + " classes or no classes but got weight tensor of shape: "
              + Arrays.toString(weight.shape())
              + ". The input has shape "
              + Arrays.toString(input.shape())
              + ": give a weight of shape ["
              + classes
              + "].");
    }
  }

  /**
   * A weight can be laid over the input, as NumPy broadcasts.
   *
   * @throws IllegalArgumentException if not
   */
  static void checkBroadcast(String name, Tensor input, Tensor weight) {
    int[] shape = input.shape();
    int[] own = weight.shape();
    int common = Math.min(own.length, shape.length);
    for (int d = 1; d <= common; d++) {
      int size = own[own.length - d];
      int expected = shape[shape.length - d];
      if (size != 1 && size != expected) {
        throw new IllegalArgumentException(
            "The size of tensor a ("
                + expected
                + ") must match the size of tensor b ("
                + size
                + ") at non-singleton dimension "
                + (shape.length - d)
                + notLaid(name, own, shape));
      }
    }
    if (own.length > shape.length) {
      throw new IllegalArgumentException(
          "The number of sizes provided ("
              + shape.length
              + ") must be greater or equal to the number of dimensions in the tensor ("
              + own.length
              + ")"
              + notLaid(name, own, shape));
    }
  }

  private static String notLaid(String name, int[] own, int[] shape) {
    return ": the "
        + name
        + " of shape "
        + Arrays.toString(own)
        + " can't be laid over the input of shape "
        + Arrays.toString(shape)
        + ". Shapes are aligned at their last dimension, and sizes must be equal or 1.";
  }

  static float checkedBeta(float beta) {
    if (!(beta >= 0)) {
      throw new IllegalArgumentException(
          "smooth_l1_loss does not support negative values for beta. It is " + beta + ".");
    }
    return beta;
  }

  static float checkedDelta(float delta) {
    if (!(delta > 0)) {
      throw new IllegalArgumentException(
          "huber_loss does not support non-positive values for delta. It is " + delta + ".");
    }
    return delta;
  }

  static float checkedSmoothing(float labelSmoothing) {
    if (!(labelSmoothing >= 0 && labelSmoothing <= 1)) {
      throw new IllegalArgumentException(
          "label_smoothing must be between 0.0 and 1.0. Got: " + labelSmoothing + ".");
    }
    return labelSmoothing;
  }
}
