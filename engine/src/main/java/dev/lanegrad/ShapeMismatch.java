package dev.lanegrad;

import java.util.Arrays;

/** What to do about a tensor that has another shape than it should have, for messages. */
public final class ShapeMismatch {
  private ShapeMismatch() {}

  /**
   * One sentence with the fix: {@code view} where only dimensions of size 1 differ or where one
   * shape is the other flattened, {@code t()} for a transposed matrix, which a view would scramble.
   *
   * @param name of the tensor in the sentence
   * @param own its shape
   * @param wanted the shape that it should have
   */
  public static String advice(String name, int[] own, int[] wanted) {
    int[] from = withoutOnes(own);
    int[] to = withoutOnes(wanted);
    String view = name + ".view(" + Shapes.list(wanted) + ")";
    if (Arrays.equals(from, to)) {
      return "Here " + view + " fits.";
    }
    if (isTranspose(own, wanted)) {
      return "Here "
          + name
          + ".t() fits; a view would have the right shape, and the elements in the wrong order.";
    }
    long elements = product(own);
    if (elements != product(wanted)) {
      return "No view makes "
          + elements
          + " elements fit "
          + product(wanted)
          + ": is it the wrong "
          + name
          + "?";
    }
    return from.length <= 1 || to.length <= 1
        ? "If its elements are in that order, row by row, " + view + " fits."
        : "A view would scramble its elements: make the " + name + " in the order of the other.";
  }

  private static boolean isTranspose(int[] own, int[] wanted) {
    return own.length == 2 && wanted.length == 2 && own[0] == wanted[1] && own[1] == wanted[0];
  }

  private static int[] withoutOnes(int[] shape) {
    return Arrays.stream(shape).filter(size -> size != 1).toArray();
  }

  private static long product(int[] shape) {
    return Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b);
  }
}
