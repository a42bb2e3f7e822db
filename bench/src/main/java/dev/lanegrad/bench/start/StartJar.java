package dev.lanegrad.bench.start;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.jar.JarFile;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/**
 * A jar of the engine and {@link FirstSteps}: what a program has on its class path, however this
 * one was started. An AOT cache wants jars and no folders.
 */
final class StartJar {
  private static final String ENGINE = "dev/lanegrad/";
  private static final String BENCH = "dev/lanegrad/bench/";
  private static final String MAIN = FirstSteps.class.getName().replace('.', '/');

  private StartJar() {}

  static void write(Path jar) throws IOException {
    Set<String> written = new TreeSet<>();
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
      for (String entry : System.getProperty("java.class.path").split(File.pathSeparator)) {
        Path path = Path.of(entry);
        if (Files.isDirectory(path)) {
          fromFolder(path, out, written);
        } else if (Files.isRegularFile(path)) {
          fromJar(path, out, written);
        }
      }
    }
  }

  private static boolean belongs(String name) {
    return name.endsWith(".class")
        && name.startsWith(ENGINE)
        && (!name.startsWith(BENCH) || name.startsWith(MAIN));
  }

  private static void fromFolder(Path folder, ZipOutputStream out, Set<String> written)
      throws IOException {
    List<Path> files;
    try (var walk = Files.walk(folder)) {
      files = walk.filter(Files::isRegularFile).toList();
    }
    for (Path file : files) {
      String name = folder.relativize(file).toString().replace(File.separatorChar, '/');
      if (belongs(name) && written.add(name)) {
        out.putNextEntry(new ZipEntry(name));
        Files.copy(file, out);
      }
    }
  }

  private static void fromJar(Path path, ZipOutputStream out, Set<String> written)
      throws IOException {
    try (JarFile jar = new JarFile(path.toFile())) {
      for (var entry : Collections.list(jar.entries())) {
        if (belongs(entry.getName()) && written.add(entry.getName())) {
          out.putNextEntry(new ZipEntry(entry.getName()));
          try (InputStream in = jar.getInputStream(entry)) {
            in.transferTo(out);
          }
        }
      }
    }
  }
}
