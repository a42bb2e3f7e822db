package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLockTest {
  @Test
  void theSecondOfTwoIsNotAlone(@TempDir Path dir) {
    Path file = dir.resolve("lock");
    try (RunLock first = RunLock.take(file)) {
      assertThat(first.alone()).isTrue();
      try (RunLock second = RunLock.take(file)) {
        assertThat(second.alone()).isFalse();
      }
    }
    try (RunLock third = RunLock.take(file)) {
      assertThat(third.alone()).isTrue();
    }
  }

  /** A run in a JVM of its own: says whether it is alone, and ends with its input. */
  static final class Other {
    public static void main(String[] args) throws Exception {
      try (RunLock lock = RunLock.take(Path.of(args[0]))) {
        System.out.println(lock.alone());
        System.in.read();
      }
    }
  }

  private static Process other(Path file) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            Other.class.getName(),
            file.toString())
        .start();
  }

  private static String isAlone(Process run) throws IOException {
    return run.inputReader().readLine();
  }

  @Test
  void theSecondIsSeenByAThirdWhenTheFirstHasEnded(@TempDir Path dir) throws Exception {
    Path file = dir.resolve("lock");
    Process first = other(file);
    assertThat(isAlone(first)).isEqualTo("true");
    try (RunLock second = RunLock.take(file)) {
      assertThat(second.alone()).isFalse();
      first.getOutputStream().close();
      first.waitFor();
      second.awaitLock();

      Process third = other(file);
      assertThat(isAlone(third)).isEqualTo("false");
      third.destroy();
    }
  }

  @Test
  void aLockThatCanNotBeMadeDisturbsNobody(@TempDir Path dir) {
    try (RunLock lock = RunLock.take(dir.resolve("missing").resolve("lock"))) {
      assertThat(lock.alone()).isTrue();
    }
  }
}
