package dev.lanegrad.kernel;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorShape;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector species of this process, in constants that C2 folds. Nothing touches this class before
 * {@link KernelProvider} has seen that the module is there.
 */
final class Lanes {
  static final VectorSpecies<Float> FLOATS = floats(Settings.vectorBits());

  static final VectorSpecies<Integer> INTS = IntVector.SPECIES_MAX.withShape(FLOATS.vectorShape());

  /** Floats in a vector. */
  static final int COUNT = FLOATS.length();

  private Lanes() {}

  /** Throws where the CPU lacks the width that was asked for. */
  static void check() {
    floats(Settings.vectorBits());
  }

  /** The widest vector of floats that this CPU has, in bits. */
  static int widest() {
    return FloatVector.SPECIES_MAX.vectorBitSize();
  }

  private static VectorSpecies<Float> floats(int bits) {
    if (bits == 0) {
      return FloatVector.SPECIES_PREFERRED;
    } else if (bits == Integer.MAX_VALUE) {
      return FloatVector.SPECIES_MAX;
    } else if (bits > widest()) {
      throw new SettingError(
          Settings.BITS
              + "="
              + bits
              + ": the widest vectors that this JVM has on this CPU are of "
              + widest()
              + " bits; set that, or less, or max");
    }
    return FloatVector.SPECIES_MAX.withShape(VectorShape.forBitSize(bits));
  }
}
