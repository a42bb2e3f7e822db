package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * A file that results go to.
 *
 * <p>Every text is written beside it and renamed, so that the file is whole at any moment, with the
 * old text or with the new one. Only a complete run replaces an older file: until then the results
 * so far are beside it, in {@code results.partial.json} for {@code results.json}. Where there was
 * no file, they are in the file itself.
 */
final class OutputFile {
  private static final int MOST_LINKS = 40;

  /** Of the bits of a mode, those that tell files, devices and pipes apart. */
  private static final int KINDS = 0xF000;

  private static final int PIPE = 0x1000;

  /** More than some systems reserve for a file without asking the disk. */
  private static final String PROBE = " ".repeat(8192);

  private final PrintStream err;
  private final Path named;

  /** Where links lead to. */
  private final Path target;

  /** A device or a pipe, of which nothing can be beside it. */
  private final boolean special;

  /** Whether there is something to lose. */
  private final boolean older;

  /**
   * Holds, before hours of measuring, that a file can be written.
   *
   * @throws ParameterException if it can't be
   */
  OutputFile(CommandLine command, Path file) {
    // While JMH runs, System.err is another one.
    err = System.err;
    named = file;
    try {
      special = isSpecial(file);
      target = special ? file : real(file, 0);
      older = !special && Files.exists(target) && Files.size(target) > 0;
      if (special) {
        open();
      } else {
        tryOut();
      }
    } catch (IOException e) {
      throw new ParameterException(
          command,
          "can't write to "
              + file
              + " ("
              + FileReason.of(file, e)
              + "): name a file in a directory of yours");
    }
  }

  /**
   * Holds that no two of a command's files are the same, by whatever name.
   *
   * @param files by the options that name them
   */
  static void checkDistinct(CommandLine command, Map<String, Path> files) {
    List<String> options = new ArrayList<>(files.keySet());
    for (int i = 0; i < options.size(); i++) {
      for (String other : options.subList(0, i)) {
        if (isSame(files.get(options.get(i)), files.get(other))) {
          throw new ParameterException(
              command,
              options.get(i)
                  + " "
                  + files.get(options.get(i))
                  + " would overwrite "
                  + other
                  + " "
                  + files.get(other)
                  + ", the same file: give each a name of its own");
        }
      }
    }
  }

  private static boolean isSame(Path a, Path b) {
    try {
      return !isSpecial(a)
          && !isSpecial(b)
          && (Files.exists(a) && Files.exists(b)
              ? Files.isSameFile(a, b)
              : real(a, 0).equals(real(b, 0)));
    } catch (IOException e) {
      // One of them can't be written, which is said when that is tried out.
      return false;
    }
  }

  private static boolean isSpecial(Path file) {
    if (!Files.exists(file) || Files.isDirectory(file)) {
      return false;
    }
    Path absolute = file.toAbsolutePath().normalize();
    // What stdout goes to is a regular file at times, which must not be replaced by another one.
    return !Files.isRegularFile(file)
        || absolute.startsWith("/dev")
        || absolute.startsWith("/proc");
  }

  /** Opens a device for a moment, but not a pipe, which waits for its reader. */
  private void open() throws IOException {
    boolean unchangeable = Files.isRegularFile(named) && named.toRealPath().startsWith("/proc");
    if (unchangeable || !Files.isWritable(named)) {
      throw new AccessDeniedException(named.toString());
    }
    if (!isPipe()) {
      FileChannel.open(named, StandardOpenOption.WRITE).close();
    }
  }

  private boolean isPipe() throws IOException {
    return named.getFileSystem().supportedFileAttributeViews().contains("unix")
        && ((int) Files.getAttribute(named, "unix:mode") & KINDS) == PIPE;
  }

  /** The file that a name leads to, which may not be there yet. */
  private static Path real(Path file, int links) throws IOException {
    if (Files.exists(file)) {
      return file.toRealPath();
    } else if (links > MOST_LINKS) {
      throw new FileSystemLoopException(file.toString());
    }
    Path absolute = file.toAbsolutePath();
    return Files.isSymbolicLink(file)
        ? real(absolute.resolveSibling(Files.readSymbolicLink(file)), links + 1)
        : absolute.getParent().toRealPath().resolve(absolute.getFileName());
  }

  private void tryOut() throws IOException {
    boolean existed = Files.exists(target);
    if (Files.isDirectory(target) || existed && !Files.isWritable(target)) {
      throw new AccessDeniedException(target.toString());
    }
    Path beside = tryOutBeside();
    try {
      if (!existed) {
        // Also finds names that are too long or that the system doesn't take.
        Files.move(beside, target);
        Files.delete(target);
      }
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private Path tryOutBeside() throws IOException {
    try {
      return writeBeside(PROBE);
    } catch (NoSuchFileException e) {
      // The directory is there, but is one of the system's own.
      throw new FileSystemException(
          target.toString(), null, "no file can be made in " + target.getParent());
    }
  }

  /** Keeps the results so far. */
  void save(String text) throws IOException {
    if (special) {
      return;
    }
    replace(older ? partial() : target, text);
  }

  /**
   * Writes the last that a run has to say, and says so on stderr.
   *
   * @param complete whether an older file may go
   * @return whether that worked
   */
  boolean write(String text, String what, boolean complete) {
    Path file = complete || !older ? named : partial();
    String kept = older ? "; " + named + " is as it was" : "";
    try {
      if (special) {
        Files.writeString(named, text);
      } else if (complete) {
        replace(target, text);
        if (older) {
          // Also that of an earlier run, which this one has outdone.
          Files.deleteIfExists(partial());
        }
      } else {
        save(text);
      }
      err.println(
          (complete ? "Results as " : "Results so far as ")
              + what
              + ": "
              + file
              + (complete ? "" : kept));
      return true;
    } catch (IOException e) {
      err.println("Can't write " + file + " (" + FileReason.of(file, e) + ")" + kept);
      return false;
    }
  }

  /** {@code results.partial.json}, beside an older {@code results.json}. */
  private Path partial() {
    String name = target.getFileName().toString();
    int dot = name.lastIndexOf('.');
    int end = dot > 0 ? dot : name.length();
    return (Files.isSymbolicLink(named) ? target : named)
        .resolveSibling(name.substring(0, end) + ".partial" + name.substring(end));
  }

  private void replace(Path file, String text) throws IOException {
    Path beside = writeBeside(text);
    try {
      // Also of what lies beside it: a private file shall have no public twin.
      PosixFileAttributeView old = Files.getFileAttributeView(target, PosixFileAttributeView.class);
      if (old != null && Files.exists(target)) {
        Files.setPosixFilePermissions(beside, old.readAttributes().permissions());
      }
      Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(beside);
    }
  }

  private Path writeBeside(String text) throws IOException {
    String name = ".lanegrad-" + UUID.randomUUID() + ".tmp";
    Path beside = target.resolveSibling(name);
    try {
      try (OutputStream out = Files.newOutputStream(beside, StandardOpenOption.CREATE_NEW)) {
        out.write(text.getBytes(StandardCharsets.UTF_8));
      }
      // Some file systems say only now that the disk is full.
      try (FileChannel channel = FileChannel.open(beside, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
      return beside;
    } catch (IOException e) {
      Files.deleteIfExists(beside);
      throw e;
    }
  }
}
