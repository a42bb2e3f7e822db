package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.SettingError;
import dev.lanegrad.kernel.Settings;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorShape;

/** The widths of vectors that this JVM has on this CPU. */
public final class VectorWidth {
  private VectorWidth() {}

  /** The widest vector of floats, in bits. */
  public static int widest() {
    return FloatVector.SPECIES_MAX.vectorBitSize();
  }

  /**
   * The shape of the vectors that were asked for, as {@link Settings#vectorBits} says.
   *
   * @throws SettingError where the CPU lacks them
   */
  public static VectorShape shape(int bits) {
    if (bits == 0) {
      return FloatVector.SPECIES_PREFERRED.vectorShape();
    } else if (bits == Integer.MAX_VALUE) {
      return FloatVector.SPECIES_MAX.vectorShape();
    } else if (bits > widest()) {
      throw new SettingError(
          Settings.BITS
              + "="
              + bits
              + ": the widest vectors that this JVM has on this CPU are of "
              + widest()
              + " bits; set that, or less, or max");
    }
    return VectorShape.forBitSize(bits);
  }
}
