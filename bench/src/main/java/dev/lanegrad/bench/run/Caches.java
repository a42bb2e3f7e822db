package dev.lanegrad.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * The data caches of a processor, smallest first.
 *
 * @param bytes size of each level; empty where the system doesn't tell
 */
public record Caches(List<Long> bytes) {
  /** What a machine of our days has at least, where the system doesn't tell. */
  private static final List<Long> TYPICAL = List.of(32L << 10, 512L << 10, 8L << 20);

  private static final Path DIRECTORY = Path.of("/sys/devices/system/cpu/cpu0/cache");

  public Caches {
    bytes = List.copyOf(bytes);
  }

  /** Those of the first processor, as Linux tells. */
  public static Caches ofThisMachine() {
    return in(DIRECTORY);
  }

  static Caches in(Path directory) {
    List<Long> sizes = new ArrayList<>();
    for (int i = 0; Files.isDirectory(directory.resolve("index" + i)); i++) {
      Path index = directory.resolve("index" + i);
      try {
        if (!Files.readString(index.resolve("type")).strip().equals("Instruction")) {
          sizes.add(bytes(Files.readString(index.resolve("size")).strip()));
        }
      } catch (IOException | NumberFormatException e) {
        return new Caches(List.of());
      }
    }
    return new Caches(sizes.stream().sorted().toList());
  }

  /** {@code 32K}. */
  private static long bytes(String text) {
    String digits = text.replaceAll("[KMG]$", "");
    int shift = text.endsWith("K") ? 10 : text.endsWith("M") ? 20 : text.endsWith("G") ? 30 : 0;
    return Long.parseLong(digits) << shift;
  }

  /** Whether the system told them. */
  public boolean areKnown() {
    return !bytes.isEmpty();
  }

  /** These, or typical ones where they are not known. */
  public Caches orTypical() {
    return areKnown() ? this : new Caches(TYPICAL);
  }

  /** What to say where these are not known and others are assumed; empty where they are known. */
  public Optional<String> assumption() {
    return areKnown()
        ? Optional.empty()
        : Optional.of(
            "This machine doesn't tell the sizes of its caches; assumed are "
                + orTypical()
                + ". Limits that a cache sets, and shares of them, may be those of another one.");
  }

  /** The level that data of a size stays in: from 0; as many as there are levels for the memory. */
  public int level(double dataBytes) {
    int level = 0;
    while (level < bytes.size() && dataBytes > bytes.get(level)) {
      level++;
    }
    return level;
  }

  /** {@code L1}, or {@code memory}. */
  public String levelName(int level) {
    return level < bytes.size() ? "L" + (level + 1) : "memory";
  }

  /** {@code 32768 1048576}: for files; {@link #parse} reads it. */
  public String toFileText() {
    return bytes.stream().map(String::valueOf).collect(Collectors.joining(" "));
  }

  /** What {@link #toFileText} wrote; unknown caches where it is anything else. */
  public static Caches parse(String text) {
    try {
      return new Caches(
          Arrays.stream(text.split(" ")).filter(t -> !t.isEmpty()).map(Long::valueOf).toList());
    } catch (NumberFormatException e) {
      return new Caches(List.of());
    }
  }

  /** {@code L1 32 KiB, L2 1 MiB}. */
  @Override
  public String toString() {
    if (!areKnown()) {
      return "unknown";
    }
    List<String> levels = new ArrayList<>();
    for (int l = 0; l < bytes.size(); l++) {
      levels.add(levelName(l) + " " + size(bytes.get(l)));
    }
    return String.join(", ", levels);
  }

  /** {@code 1 MiB}. */
  public static String size(double bytes) {
    String[] units = {"B", "KiB", "MiB", "GiB"};
    int unit = 0;
    double number = bytes;
    while (number >= 1024 && unit < units.length - 1) {
      number /= 1024;
      unit++;
    }
    String text = String.format(Locale.ROOT, number < 10 ? "%.1f" : "%.0f", number);
    return text.replaceFirst("\\.0$", "") + " " + units[unit];
  }
}
