package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Why a file can't be read or written, in words for the person who named it. */
final class FileReason {
  private FileReason() {}

  /** The reason: no class names, and no system's phrase where a clearer one is known. */
  static String of(Path file, IOException e) {
    Path directory = file.toAbsolutePath().getParent();
    if (Files.isDirectory(file)) {
      return "it is a directory";
    } else if (directory != null && !Files.isDirectory(directory)) {
      return Files.exists(directory)
          ? directory + " is no directory"
          : "there is no directory " + directory;
    }
    if (e instanceof NoSuchFileException) {
      return "there is no such file";
    } else if (e instanceof AccessDeniedException) {
      return "permission denied";
    } else if (e instanceof FileSystemLoopException) {
      return "its links lead round in a circle";
    } else if (e instanceof CharacterCodingException) {
      return "it isn't text in UTF-8";
    }
    return system(e);
  }

  /** A failure of which only the exception is known: {@code can't use FILE (reason)}. */
  static String of(IOException e) {
    return e instanceof FileSystemException f && f.getFile() != null
        ? "can't use " + f.getFile() + " (" + of(Path.of(f.getFile()), e) + ")"
        : system(e);
  }

  /** What the system said: {@code no space left on device}. */
  private static String system(IOException e) {
    String text = e instanceof FileSystemException f ? f.getReason() : e.getMessage();
    if (text == null || text.isBlank()) {
      return "the system doesn't say why";
    }
    return text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1);
  }
}
