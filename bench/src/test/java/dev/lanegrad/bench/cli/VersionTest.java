package dev.lanegrad.bench.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Properties;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  @ParameterizedTest
  @CsvSource({
    COMMIT + ", false, " + COMMIT,
    COMMIT + ", true, " + COMMIT + "-dirty",
    "'', false, ''", // no checkout of git
    "HEAD, true, ''", // a checkout without a commit
    "'${build.commit}', '${build.changed}', ''", // no build by Maven
    COMMIT + ", '${build.changed}', ''",
  })
  void theCommitIsThatOfTheBuildOrNone(String commit, String changed, String told) {
    Properties properties = new Properties();
    properties.setProperty("commit", commit);
    properties.setProperty("changed", changed);

    assertThat(Version.commit(properties).orElse("")).isEqualTo(told);
  }
}
