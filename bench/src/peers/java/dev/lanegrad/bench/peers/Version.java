package dev.lanegrad.bench.peers;

import java.io.File;
import java.util.Arrays;
import java.util.Comparator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Versions of libraries, as the names of their jars on the class path have them. */
final class Version {
  private Version() {}

  /** {@code libtorch 2.13.0-1.5.14}: the name, and the version of the artifact. */
  static String of(String name, String artifact) {
    Pattern jar = Pattern.compile(Pattern.quote(artifact) + "-([0-9].*)\\.jar");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(entry -> jar.matcher(new File(entry).getName()))
        .filter(Matcher::matches)
        .map(matcher -> matcher.group(1))
        // The others have a platform after it.
        .min(Comparator.comparingInt(String::length))
        .map(version -> name + " " + version)
        .orElse(name);
  }
}
