package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OtherLoadTest {
  @TempDir private Path proc;

  private void write(int user, int steal, int own) throws IOException {
    Files.writeString(proc.resolve("stat"), "cpu  " + user + " 0 0 999 9 0 0 " + steal + " 0 0\n");
    Files.createDirectories(proc.resolve("self"));
    Files.writeString(
        proc.resolve("self/stat"), "7 (a b) S 1 1 1 0 -1 0 0 0 0 0 " + own + " 0 0 0 20\n");
  }

  @Test
  void whatOthersTookIsAllLessWhatThisTook() throws Exception {
    write(1000, 0, 100);
    OtherLoad load = new OtherLoad(proc);
    long start = System.nanoTime();
    write(1300, 50, 200);
    Thread.sleep(1100);

    OtherLoad.Busy busy = load.busy().orElseThrow();
    double seconds = (System.nanoTime() - start) * 1e-9;
    assertThat(busy.processes()).isBetween(1.5 / seconds, 2.5 / seconds);
    assertThat(busy.guests()).isBetween(0.4 / seconds, 0.6 / seconds);
  }

  @Test
  void aSystemThatDoesNotTellWarnsOfNothing() {
    OtherLoad load = new OtherLoad(proc.resolve("none"));

    assertThat(load.busy()).isEmpty();
  }

  @Test
  void theQuietestSecondEndsTheWait() {
    long start = System.nanoTime();
    double least = OtherLoad.leastOfSeconds(3, Double.MAX_VALUE);

    assertThat(System.nanoTime() - start).isBetween(1_000_000_000L, 2_100_000_000L);
    assertThat(least).isBetween(0.0, Runtime.getRuntime().availableProcessors() + 0.5);
  }
}
