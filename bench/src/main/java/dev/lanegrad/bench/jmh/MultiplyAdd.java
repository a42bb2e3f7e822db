package dev.lanegrad.bench.jmh;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import jdk.incubator.vector.FloatVector;

/**
 * {@code a * b + c} by the fastest instructions that this JVM has for it: one that fuses both, or a
 * product and a sum. What the machine gives at most is measured by it.
 *
 * <p>Without the instruction {@link Math#fma(float, float, float)} calculates in {@link
 * java.math.BigDecimal}, 500 times slower, which is the limit of nothing.
 */
final class MultiplyAdd {
  /** Whether there is an instruction for it. */
  static final boolean FUSED = isFused();

  private MultiplyAdd() {}

  static float of(float a, float b, float c) {
    return FUSED ? Math.fma(a, b, c) : a * b + c;
  }

  static FloatVector of(FloatVector a, FloatVector b, FloatVector c) {
    return FUSED ? a.fma(b, c) : a.mul(b).add(c);
  }

  private static boolean isFused() {
    try {
      return Boolean.parseBoolean(
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
              .getVMOption("UseFMA")
              .getValue());
    } catch (IllegalArgumentException e) {
      return true; // a CPU of which every one has it
    }
  }
}
