package dev.lanegrad.bench.cli;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** The name of a file. */
final class FileName implements ITypeConverter<Path> {
  @Override
  public Path convert(String text) {
    if (text.isBlank()) {
      throw new TypeConversionException("'" + text + "' should be the name of a file");
    }
    if (text.equals("-")) {
      throw new TypeConversionException(
          "'-' should be the name of a file: stdout is for the tables (./- is a file of that name;"
              + " /dev/stdin and /dev/stdout are files, too)");
    }
    try {
      return Path.of(text);
    } catch (InvalidPathException e) {
      throw new TypeConversionException(
          "'" + text + "' can't be the name of a file here: " + e.getReason());
    }
  }
}
