package dev.lanegrad.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What the figures depend on and no benchmark can tell. */
public final class Machine {
  private Machine() {}

  /** {@code AMD EPYC 9654 (8 processors)}. */
  public static String cpu() {
    int processors = Runtime.getRuntime().availableProcessors();
    return model() + " (" + processors + (processors == 1 ? " processor)" : " processors)");
  }

  /** {@code 25.0.1+8-LTS, OpenJDK 64-Bit Server VM, Eclipse Adoptium}. */
  public static String jdk() {
    return Runtime.version()
        + ", "
        + System.getProperty("java.vm.name")
        + ", "
        + System.getProperty("java.vendor");
  }

  private static String model() {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElseGet(Machine::architecture);
    } catch (IOException e) {
      return architecture();
    }
  }

  private static String architecture() {
    return System.getProperty("os.arch");
  }
}
