package dev.lanegrad.bench.run;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** What the figures depend on and no benchmark can tell. */
public final class Machine {
  private static final List<String> FLAGS =
      List.of(
          "sse4_1",
          "sse4_2",
          "avx",
          "avx2",
          "fma",
          "f16c",
          "avx512f",
          "avx512dq",
          "avx512cd",
          "avx512bw",
          "avx512vl",
          "avx512_vnni",
          "avx512_bf16",
          "amx_tile",
          "asimd",
          "asimdhp",
          "sve",
          "sve2");

  private static final Path GOVERNOR =
      Path.of("/sys/devices/system/cpu/cpu0/cpufreq/scaling_governor");

  private Machine() {}

  /**
   * {@code AMD EPYC 9654 (8 processors)}; a name without a number, as hosts of virtual machines
   * give, is told apart by {@code , family 6 model 207}.
   */
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

  /** {@code Linux 6.1.0 amd64}. */
  public static String system() {
    return String.join(
        " ",
        System.getProperty("os.name"),
        System.getProperty("os.version"),
        System.getProperty("os.arch"));
  }

  /** {@code avx2 fma avx512f}: of those that the vectors of the JVM are made from. */
  public static String flags() {
    String all = " " + cpuInfo("flags").or(() -> cpuInfo("Features")).orElse("") + " ";
    return String.join(" ", FLAGS.stream().filter(flag -> all.contains(" " + flag + " ")).toList());
  }

  /** {@code performance}; empty where the system doesn't tell. */
  public static Optional<String> governor() {
    try {
      return Optional.of(Files.readString(GOVERNOR).strip());
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  private static String model() {
    String name = cpuInfo("model name").orElseGet(() -> System.getProperty("os.arch"));
    return cpuInfo("cpu family")
        .flatMap(family -> cpuInfo("model\t").map(m -> numbered(name, family, m)))
        .orElse(name);
  }

  static String numbered(String name, String family, String model) {
    boolean hasNumber = name.chars().anyMatch(c -> c >= '0' && c <= '9');
    return hasNumber ? name : name + ", family " + family + " model " + model;
  }

  private static Optional<String> cpuInfo(String key) {
    try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
      return lines
          .filter(line -> line.startsWith(key))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst();
    } catch (IOException | UncheckedIOException e) {
      return Optional.empty();
    }
  }
}
