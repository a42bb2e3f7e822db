package dev.lanegrad.bench.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.Properties;
import picocli.CommandLine.IVersionProvider;

/** The version of this build. */
final class Version implements IVersionProvider {
  @Override
  public String[] getVersion() {
    return new String[] {"lanegrad " + text()};
  }

  static String text() {
    return properties().getProperty("version");
  }

  /**
   * The commit that was built, 40 digits, with {@code -dirty} behind them where the sources had
   * changes that were not committed; empty where the build knew of none.
   */
  static Optional<String> commit() {
    return commit(properties());
  }

  static Optional<String> commit(Properties properties) {
    // What the build could not replace still has its braces.
    String commit = properties.getProperty("commit", "");
    String changed = properties.getProperty("changed", "");
    boolean known = commit.matches("[0-9a-f]{40}") && changed.matches("true|false");
    return known
        ? Optional.of(commit + (Boolean.parseBoolean(changed) ? "-dirty" : ""))
        : Optional.empty();
  }

  private static Properties properties() {
    Properties properties = new Properties();
    try (InputStream in = Version.class.getResourceAsStream("version.properties")) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return properties;
  }
}
