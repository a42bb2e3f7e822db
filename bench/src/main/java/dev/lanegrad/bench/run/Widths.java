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
}
