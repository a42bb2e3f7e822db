package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

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

  @Test
  void aLockThatCanNotBeMadeDisturbsNobody(@TempDir Path dir) {
    try (RunLock lock = RunLock.take(dir.resolve("missing").resolve("lock"))) {
      assertThat(lock.alone()).isTrue();
    }
  }
}
