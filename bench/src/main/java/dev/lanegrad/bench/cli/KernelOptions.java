package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.Configuration;
import dev.lanegrad.bench.run.Widths;
import java.util.List;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** Which kernels are measured. */
final class KernelOptions {
  @Mixin private ThreadsOption threads;

  @Option(
      names = "--bits",
      paramLabel = "BITS",
      converter = Bits.class,
      description = "Width of the vectors: 64, 128, 256, 512 or max; default what the JVM prefers.")
  private String bits;

  /** Vectors of the width that was asked for. */
  Configuration vectors() {
    return configurations().get(0);
  }

  /** The vector kernels and both baselines. */
  List<Configuration> configurations() {
    Configuration vector = bits == null ? Configuration.VECTOR : Configuration.vector(bits);
    return List.of(
        threads.of(vector), threads.of(Configuration.LOOPS), threads.of(Configuration.SCALAR));
  }

  private static final class Bits implements ITypeConverter<String> {
    @Override
    public String convert(String text) {
      if (!text.equals("max") && !Widths.ALL.contains(text)) {
        throw new TypeConversionException(
            "'" + text + "' should be one of " + String.join(", ", Widths.ALL) + " or max");
      }
      if (!text.equals("max") && !Widths.isAvailable(text)) {
        throw new TypeConversionException(
            "this CPU has no vectors of " + text + " bits: " + Widths.available() + " work here");
      }
      return text;
    }
  }
}
