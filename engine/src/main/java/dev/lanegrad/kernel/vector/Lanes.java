package dev.lanegrad.kernel.vector;

import dev.lanegrad.kernel.Settings;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.IntVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The vector species of this process, in constants that C2 folds. Nothing touches this class before
 * dispatch has seen that the module is there and that the CPU has the width.
 */
public final class Lanes {
  public static final VectorSpecies<Float> FLOATS =
      FloatVector.SPECIES_MAX.withShape(VectorWidth.shape(Settings.vectorBits()));

  public static final VectorSpecies<Integer> INTS =
      IntVector.SPECIES_MAX.withShape(FLOATS.vectorShape());

  /** Floats in a vector. */
  public static final int COUNT = FLOATS.length();

  /** The class of vectors, by which spun code tells C2 what it has. */
  public static final Class<?> FLOATS_CLASS = FLOATS.vectorType();

  private Lanes() {}
}
