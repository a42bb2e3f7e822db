package dev.lanegrad.bench.peers;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Properties;

/** Versions of libraries, as their jars have them. */
final class Version {
  private Version() {}

  /** {@code EJML 0.46.1}: the name, and the version where the jar says it. */
  static String of(String name, String group, String artifact) {
    String resource = "/META-INF/maven/" + group + "/" + artifact + "/pom.properties";
    try (InputStream in = Version.class.getResourceAsStream(resource)) {
      if (in == null) {
        return name;
      }
      Properties properties = new Properties();
      properties.load(in);
      return name + " " + properties.getProperty("version");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
