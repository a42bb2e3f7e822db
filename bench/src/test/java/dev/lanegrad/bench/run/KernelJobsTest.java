package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.kernel.Unary;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KernelJobsTest {
  @Test
  void everyKernelIsListedWithAllOfItsParameters() {
    assertThat(KernelJobs.all())
        .hasSizeGreaterThan(100)
        .doesNotHaveDuplicates()
        .contains(
            new KernelJobs.Variant(
                "dev.lanegrad.bench.jmh.GemmBenchmark.gemm",
                Map.of("layout", "NT", "shape", "64x512x784")));
    for (Unary op : Unary.values()) {
      assertThat(KernelJobs.all()).filteredOn(v -> v.params().containsValue("" + op)).hasSize(3);
    }
  }

  @Test
  void configurationsOfAKernelFollowEachOther() {
    List<Job> jobs =
        KernelJobs.of(Configuration.STANDARD, v -> v.text().contains("UnaryBenchmark.apply"));

    assertThat(jobs).hasSize(Unary.values().length * 3 * 3);
    assertThat(jobs.get(0).params()).isEqualTo(jobs.get(2).params());
    assertThat(jobs).allMatch(job -> job.operationSeconds() > 0 && job.setupSeconds() < 10);
  }

  @Test
  void bandwidthsAreOfEveryLevelAndOfTheMemory() {
    Caches caches = new Caches(List.of(32768L, 1L << 20));

    List<Job> jobs = KernelJobs.bandwidths(caches, Configuration.VECTOR);

    assertThat(jobs)
        .hasSize(6)
        .extracting(job -> caches.level(12.0 * Long.parseLong(job.params().get("n"))))
        .containsExactly(0, 0, 1, 1, 2, 2);
  }

  @Test
  void aCpuWithoutAWidthSkipsIt() {
    assertThat(Widths.skipped(List.of("128", "256", "512"), 256))
        .containsExactly("512 bits: the widest vectors of this JVM on this CPU have 256 bits");
  }
}
