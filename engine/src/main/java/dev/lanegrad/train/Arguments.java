package dev.lanegrad.train;

/** Checks that what a step is made of is there. */
final class Arguments {
  private Arguments() {}

  /**
   * An argument that must be given.
   *
   * @throws IllegalArgumentException if it is null
   */
  static <T> T given(String name, T argument) {
    if (argument == null) {
      throw new IllegalArgumentException(
          "the " + name + " of a step is null. A step captures what its parts do: give it all.");
    }
    return argument;
  }
}
