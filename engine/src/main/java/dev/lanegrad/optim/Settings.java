package dev.lanegrad.optim;

/** Checks what the user chose, in PyTorch's words. */
final class Settings {
  private Settings() {}

  static float atLeastZero(String name, float value) {
    atLeastZero(name, (double) value, Float.toString(value));
    return value;
  }

  static double atLeastZero(String name, double value) {
    atLeastZero(name, value, Double.toString(value));
    return value;
  }

  private static void atLeastZero(String name, double value, String text) {
    if (!(value >= 0)) {
      throw new IllegalArgumentException(
          "Invalid " + name + ": " + text + ". It must be at least 0.");
    }
  }

  static double beta(int index, double value) {
    if (!(value >= 0 && value < 1)) {
      throw new IllegalArgumentException(
          "Invalid beta parameter at index "
              + index
              + ": "
              + value
              + ". It must be at least 0 and below 1.");
    }
    return value;
  }
}
