package dev.lanegrad.nn;

import dev.lanegrad.Tensor;
import java.util.Arrays;

/** Holds that the arguments of a loss make sense, alone and together. */
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
              + (input.numel() == target.numel()
                  ? "Here target.view(" + list(shape) + ") fits the input."
                  : "No view makes "
                      + target.numel()
                      + " elements fit "
                      + input.numel()
                      + ": is it the wrong target?"));
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
              + ": "
              + (input.numel() == weight.numel()
                  ? "weight.view(" + list(input.shape()) + ") fits."
                  : "one weight for each element is needed."));
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
    boolean fits = own.length <= shape.length;
    for (int d = 1; fits && d <= own.length; d++) {
      int size = own[own.length - d];
      fits = size == 1 || size == shape[shape.length - d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "The expanded size of the tensor must match the existing size: the "
              + name
              + " of shape "
              + Arrays.toString(own)
              + " can't be laid over the input of shape "
              + Arrays.toString(shape)
              + ". Shapes are aligned at their last dimension, and sizes must be equal or 1.");
    }
  }

  static String list(int[] shape) {
    String text = Arrays.toString(shape);
    return text.substring(1, text.length() - 1);
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
