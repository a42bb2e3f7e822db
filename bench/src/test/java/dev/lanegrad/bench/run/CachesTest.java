package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CachesTest {
  private static final Caches CACHES = new Caches(List.of(32768L, 1L << 20));

  @Test
  void dataCachesAreReadAndThatOfInstructionsIsNot(@TempDir Path dir) throws IOException {
    index(dir, 0, "Data", "32K");
    index(dir, 1, "Instruction", "64K");
    index(dir, 2, "Unified", "1M");

    assertThat(Caches.in(dir)).isEqualTo(CACHES);
    assertThat(Caches.in(dir.resolve("none")).bytes()).isEmpty();
  }

  private static void index(Path dir, int i, String type, String size) throws IOException {
    Path index = Files.createDirectory(dir.resolve("index" + i));
    Files.writeString(index.resolve("type"), type + "\n");
    Files.writeString(index.resolve("size"), size + "\n");
  }

  @Test
  void dataBelongsToTheSmallestCacheThatHoldsIt() {
    assertThat(CACHES.levelName(CACHES.level(32768))).isEqualTo("L1");
    assertThat(CACHES.levelName(CACHES.level(32769))).isEqualTo("L2");
    assertThat(CACHES.levelName(CACHES.level(1e9))).isEqualTo("memory");
  }

  @Test
  void filesTellThem() {
    assertThat(Caches.parse(CACHES.toFileText())).isEqualTo(CACHES);
    assertThat(Caches.parse("").orTypical().bytes()).hasSize(3);
    assertThat(CACHES).hasToString("L1 32 KiB, L2 1 MiB");
  }
}
