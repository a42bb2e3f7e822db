package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/** A file that results go to. */
final class OutputFile {
  private OutputFile() {}

  /** Holds, before hours of measuring, that a file can be written. */
  static void check(CommandLine command, Path file) {
    boolean existed = Files.exists(file);
    try {
      Files.newOutputStream(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND).close();
      if (!existed) {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new ParameterException(
          command,
          "can't write to "
              + file
              + " ("
              + reason(file)
              + "): name a file in a directory of yours");
    }
  }

  private static String reason(Path file) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a directory";
    }
    return directory != null && Files.isDirectory(directory)
        ? "permission denied"
        : "there is no directory " + directory;
  }

  /** Writes it and says so; returns whether that worked. */
  static boolean write(Path file, String text, String what) {
    try {
      Files.writeString(file, text);
      System.err.println("Results as " + what + ": " + file);
      return true;
    } catch (IOException e) {
      System.err.println("Can't write " + file + ": " + e);
      return false;
    }
  }
}
