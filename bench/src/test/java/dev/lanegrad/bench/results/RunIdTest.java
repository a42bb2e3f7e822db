package dev.lanegrad.bench.results;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.bench.report.ResultFile;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RunIdTest {
  private static final String COMMIT = "0123456789abcdef0123456789abcdef01234567";

  private final Map<String, String> about =
      new HashMap<>(
          Map.of(
              ResultFile.COMMIT, COMMIT,
              ResultFile.CPU, "AMD EPYC 9654 96-Core Processor (8 processors)",
              ResultFile.MEASURED_AT, "2026-11-27T23:59:59Z"));

  private RunId run() {
    return RunId.of(key -> about.getOrDefault(key, ""));
  }

  @Test
  void theFolderSaysDayMachineAndCommit() {
    assertThat(run().folder()).isEqualTo("2026-11-27-amd-epyc-9654-0123456");
  }

  @Test
  void changesThatWereNotCommittedAreSaid() {
    about.put(ResultFile.COMMIT, COMMIT + "-dirty");
    assertThat(run().commit()).isEqualTo("0123456-dirty");
    assertThat(run().folder()).endsWith("-0123456-dirty");
  }

  @ParameterizedTest
  @CsvSource({
    "'Intel(R) Xeon(R) Platinum 8488C (2 processors)', intel-xeon-platinum-8488c",
    "'Intel(R) Core(TM) i7-8700 CPU @ 3.20GHz (12 processors)', intel-core-i7-8700",
    "'AMD EPYC, family 26 model 2 (1 processor)', amd-epyc-family-26-model-2",
    "aarch64 (4 processors), aarch64",
    "../../etc/passwd, etc-passwd",
  })
  void theCpuIsItsModelInLettersThatAnyFileSystemTakes(String cpu, String slug) {
    about.put(ResultFile.CPU, cpu);
    assertThat(run().folder()).isEqualTo("2026-11-27-" + slug + "-0123456");
  }

  @ParameterizedTest
  @CsvSource({
    "commit, '', of which commit",
    "commit, '${build.commit}', of which commit",
    "commit, 0123456, of which commit",
    "cpu, '', on which CPU",
    "cpu, '(2 processors)', on which CPU",
    "measuredAt, '', when",
    "measuredAt, yesterday, when",
  })
  void whatIsNotKnownIsNamed(String key, String text, String named) {
    about.put(key, text);
    assertThatThrownBy(this::run)
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(named);
  }
}
