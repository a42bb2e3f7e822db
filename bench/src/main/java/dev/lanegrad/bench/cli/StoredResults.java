package dev.lanegrad.bench.cli;

import dev.lanegrad.bench.report.Measurement;
import dev.lanegrad.bench.report.ResultFile;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** Files of results on the command line. */
final class StoredResults {
  private StoredResults() {}

  /** The results in a file; what is wrong with it is said as of an argument. */
  static List<Measurement> read(CommandLine command, Path file) {
    try {
      List<Measurement> measurements = ResultFile.read(file);
      if (measurements.isEmpty()) {
        throw new ParameterException(
            command, file + " has no results in it: no benchmark matched, or all of them failed");
      }
      return measurements;
    } catch (NoSuchFileException e) {
      throw new ParameterException(
          command, "there is no file " + file + "; a measurement writes one with --json FILE");
    } catch (IOException e) {
      throw new ParameterException(
          command,
          e.getCause() instanceof RuntimeException
              ? e.getMessage()
              : "can't read "
                  + file
                  + " ("
                  + FileReason.of(file, e)
                  + "); name a file that --json wrote");
    }
  }
}
