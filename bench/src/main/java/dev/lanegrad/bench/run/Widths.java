package dev.lanegrad.bench.run;

import java.util.List;
import jdk.incubator.vector.VectorShape;

/** The widths of vectors, in bits, as the properties of the engine name them. */
public final class Widths {
  public static final List<String> ALL = List.of("64", "128", "256", "512");

  private Widths() {}

  /** Whether this CPU and JVM have vectors of a width. */
  public static boolean isAvailable(String bits) {
    return Integer.parseInt(bits) <= VectorShape.S_Max_BIT.vectorBitSize();
  }

  /** {@code 64, 128, 256}. */
  public static String available() {
    return String.join(", ", ALL.stream().filter(Widths::isAvailable).toList());
  }

  /** The width that the JVM takes where none is asked for. */
  public static int preferred() {
    return VectorShape.preferredShape().vectorBitSize();
  }

  /** The widest that there is. */
  public static int widest() {
    return VectorShape.S_Max_BIT.vectorBitSize();
  }

  /** {@code 512 bits: ...}, a line for each of some widths that there are none of, and why. */
  public static List<String> skipped(List<String> bits, int widest) {
    return bits.stream()
        .filter(b -> Integer.parseInt(b) > widest)
        .map(b -> b + " bits: the widest vectors of this JVM on this CPU have " + widest + " bits")
        .toList();
  }
}
