package dev.lanegrad.bench.peers;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Intel's MKL, loaded for everybody in the process who calls a BLAS. */
final class Mkl {
  private static final String DIRECTORY = "/org/bytedeco/mkl/linux-x86_64/";

  /** Loaded by MKL on demand, out of the directory that its other libraries lie in. */
  private static final List<String> KERNELS =
      List.of(
          "def",
          "mc3",
          "avx2",
          "avx512",
          "avx10",
          "vml_def",
          "vml_mc3",
          "vml_avx2",
          "vml_avx512",
          "vml_avx10",
          "vml_cmpt");

  private Mkl() {}

  /**
   * Loads it; returns the library with the functions of BLAS.
   *
   * <p>Intel's OpenMP comes first and also answers to the names of GNU's, so that libtorch, loaded
   * after it, runs on the same pool of threads: two pools take each other's processors.
   */
  static NativeLibrary load() {
    for (String kernel : KERNELS) {
      NativeLibrary.extract(DIRECTORY + "libmkl_" + kernel + ".so.3");
    }
    NativeLibrary.global(DIRECTORY + "libiomp5.so");
    NativeLibrary.global(DIRECTORY + "libmkl_core.so.3");
    NativeLibrary.global(DIRECTORY + "libmkl_intel_thread.so.3");
    return NativeLibrary.global(DIRECTORY + "libmkl_intel_lp64.so.3");
  }

  /**
   * Which of its kernels it chose for this CPU, {@code avx512}: those of them that are in the
   * memory of the process.
   *
   * @throws IllegalStateException if nobody has called it yet
   */
  static String kernels() {
    Pattern library = Pattern.compile(".*/libmkl_(def|mc3|avx[0-9]+)\\.so\\..*");
    try (var lines = Files.lines(Path.of("/proc/self/maps"))) {
      return lines
          .map(library::matcher)
          .filter(Matcher::matches)
          .map(matcher -> matcher.group(1))
          .findFirst()
          .orElseThrow(() -> new IllegalStateException("MKL was loaded, but is not called"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
