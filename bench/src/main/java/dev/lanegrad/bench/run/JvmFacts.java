package dev.lanegrad.bench.run;

import com.sun.management.HotSpotDiagnosticMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/** What this JVM makes of vectors. */
public final class JvmFacts {
  private static final int C2_TIER = 4;

  private JvmFacts() {}

  /** The value of a flag of HotSpot; empty where the JVM has none of that name. */
  public static Optional<String> flag(String name) {
    try {
      HotSpotDiagnosticMXBean hotSpot =
          ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class);
      return Optional.ofNullable(hotSpot).map(bean -> bean.getVMOption(name).getValue());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /** Whether the compiler is there that alone turns vector code into vector instructions. */
  public static boolean hasC2() {
    boolean compiles = ManagementFactory.getCompilationMXBean() != null;
    boolean toTheEnd =
        flag("TieredStopAtLevel").map(Integer::valueOf).map(t -> t >= C2_TIER).orElse(false);
    boolean other = flag("UseJVMCICompiler").map(Boolean::valueOf).orElse(false);
    return compiles && toTheEnd && !other;
  }

  /** {@code yes}, {@code no}, or {@code unknown} for a flag that is on or off. */
  public static String onOff(String name) {
    return flag(name).map(value -> Boolean.parseBoolean(value) ? "yes" : "no").orElse("unknown");
  }
}
