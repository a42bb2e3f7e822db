package dev.lanegrad.nn;

import dev.lanegrad.Warnings;
import java.util.Locale;

/** What a loss does with the losses of its elements. */
public enum Reduction {
  /** Gives them as they are. */
  NONE,
  /** Their sum divided by the number of elements, not by the size of the batch. */
  MEAN,
  /** Their sum. */
  SUM;

  private static final String LIBRARY = Reduction.class.getPackageName();

  /**
   * The reduction of a name: {@code none}, {@code mean}, {@code sum}, and with a warning {@code
   * elementwise_mean}, the old name of the mean.
   *
   * @throws IllegalArgumentException for any other
   */
  public static Reduction parse(String name) {
    switch (String.valueOf(name)) {
      case "none":
        return NONE;
      case "mean":
        return MEAN;
      case "sum":
        return SUM;
      case "elementwise_mean":
        Warnings.oncePerCallSite(
            "reduction='elementwise_mean' is deprecated, please use reduction='mean' instead.",
            LIBRARY);
        return MEAN;
      default:
        throw new IllegalArgumentException(
            name
                + " is not a valid value for reduction. Use none, mean or sum, or the constants of"
                + " Reduction.");
    }
  }

  /**
   * The reduction that the legacy arguments mean, with a warning: where {@code reduce} is false
   * none, else the mean or, where {@code sizeAverage} is false, the sum.
   *
   * @param sizeAverage null counts as true
   * @param reduce null counts as true
   */
  public static Reduction legacy(Boolean sizeAverage, Boolean reduce) {
    boolean average = sizeAverage == null || sizeAverage;
    boolean reduces = reduce == null || reduce;
    Reduction reduction = !reduces ? NONE : average ? MEAN : SUM;
    Warnings.oncePerCallSite(
        "size_average and reduce args will be deprecated, please use reduction='"
            + reduction.name().toLowerCase(Locale.ROOT)
            + "' instead.",
        LIBRARY);
    return reduction;
  }

  /** The given one, or the legacy one where either of its arguments is given. */
  static Reduction of(Boolean sizeAverage, Boolean reduce, Reduction reduction) {
    return sizeAverage != null || reduce != null ? legacy(sizeAverage, reduce) : checked(reduction);
  }

  static Reduction checked(Reduction reduction) {
    if (reduction == null) {
      throw new IllegalArgumentException(
          "null is not a valid value for reduction. Use Reduction.NONE, MEAN or SUM.");
    }
    return reduction;
  }
}
