package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuotaTest {
  @TempDir private Path dir;
  private Path proc;
  private Path groups;

  @BeforeEach
  void directories() throws IOException {
    proc = Files.createDirectories(dir.resolve("proc"));
    groups = Files.createDirectories(dir.resolve("cgroup"));
    Files.createDirectories(proc.resolve("self"));
  }

  private void belongsTo(String line) throws IOException {
    Files.writeString(proc.resolve("self/cgroup"), line + "\n");
  }

  private void write(String group, String stat) throws IOException {
    Path directory = Files.createDirectories(groups.resolve(group));
    Files.writeString(directory.resolve("cpu.stat"), stat);
  }

  private static String second(int throttled, int micros) {
    return "usage_usec 9\nnr_periods 50\nnr_throttled " + throttled + "\nthrottled_usec " + micros;
  }

  @Test
  void theQuotaOfAGroupAboveCountsToo() throws IOException {
    belongsTo("0::/service/job");
    write("service", second(3, 1_000_000));
    write("service/job", second(0, 0));
    Quota quota = new Quota(proc, groups);
    assertThat(quota.throttled()).isEqualTo(Quota.Throttled.NEVER);

    write("service", second(7, 1_500_000));

    assertThat(quota.throttled()).isEqualTo(new Quota.Throttled(4, 0.5));
  }

  @Test
  void aContainerSeesItsGroupAsTheRoot() throws IOException {
    belongsTo("0::/");
    write("", second(0, 0));
    Quota quota = new Quota(proc, groups);

    write("", second(2, 250_000));

    assertThat(quota.throttled()).isEqualTo(new Quota.Throttled(2, 0.25));
  }

  @Test
  void theFirstVersionCountsNanoseconds() throws IOException {
    belongsTo("4:cpu,cpuacct:/job");
    write("cpu/job", "nr_periods 5\nnr_throttled 1\nthrottled_time 1000000000\n");
    Quota quota = new Quota(proc, groups);

    write("cpu/job", "nr_periods 9\nnr_throttled 6\nthrottled_time 3000000000\n");

    assertThat(quota.throttled()).isEqualTo(new Quota.Throttled(5, 2.0));
  }

  @Test
  void aSystemThatDoesNotTellWasNeverThrottled() throws IOException {
    assertThat(new Quota(dir.resolve("none"), groups).throttled()).isEqualTo(Quota.Throttled.NEVER);
    belongsTo("nonsense");
    assertThat(new Quota(proc, groups).throttled()).isEqualTo(Quota.Throttled.NEVER);
    belongsTo("0::/");
    write("", "nr_throttled many\n");
    assertThat(new Quota(proc, groups).throttled()).isEqualTo(Quota.Throttled.NEVER);
  }
}
