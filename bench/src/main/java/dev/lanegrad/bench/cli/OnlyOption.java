package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.run.KernelJobs;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;

/** A choice of kernels by their names. */
final class OnlyOption {
  @Option(
      names = "--only",
      paramLabel = "REGEX",
      converter = Regex.class,
      description =
          "Only kernels whose names match, such as 'Gemm' or 'UnaryBenchmark.apply (EXP|LOG) 2048'.")
  private Pattern only;

  boolean isGiven() {
    return only != null;
  }

  /** What was asked for; else what is chosen. */
  Predicate<KernelJobs.Variant> or(Predicate<KernelJobs.Variant> chosen) {
    return only == null ? chosen : variant -> only.matcher(variant.text()).find();
  }

  /** What to say where a choice leaves nothing. */
  static ParameterException noMatch(CommandLine command) {
    return new ParameterException(
        command, "--only matches no kernel; one is GemmBenchmark.gemm NN 64x64x64");
  }

  /** A pattern of the user. */
  static final class Regex implements ITypeConverter<Pattern> {
    @Override
    public Pattern convert(String text) {
      try {
        return Pattern.compile(text, Pattern.CASE_INSENSITIVE);
      } catch (PatternSyntaxException e) {
        throw new TypeConversionException(
            "'" + text + "' should be a regular expression: " + e.getDescription());
      }
    }
  }
}
