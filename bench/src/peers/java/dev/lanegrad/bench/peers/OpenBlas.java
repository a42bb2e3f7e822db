package dev.lanegrad.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What OpenBLAS, whoever has loaded it, says of itself. */
final class OpenBlas {
  private OpenBlas() {}

  /** {@code OpenBLAS 0.3.31-1.5.13 (Cooperlake kernels)}, after its first use. */
  static String how(String name) {
    return Version.of(name, "openblas") + " (" + kernels() + " kernels)";
  }

  /** The kernels of the library that is in the memory of the process. */
  private static String kernels() {
    Pattern library = Pattern.compile(".* (/.*/libopenblas[^/]*\\.so[^/]*)");
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .map(library::matcher)
          .filter(Matcher::matches)
          .map(matcher -> NativeLibrary.file(matcher.group(1)).text("openblas_get_corename"))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("OpenBLAS is not loaded"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
