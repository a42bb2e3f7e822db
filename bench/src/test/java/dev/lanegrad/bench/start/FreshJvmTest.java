package dev.lanegrad.bench.start;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FreshJvmTest {
  @Test
  void librariesAreSetByTheComparisonAlone() {
    Map<String, String> environment =
        new HashMap<>(
            Map.of(
                "PATH", "/bin",
                "HOMP_X", "1",
                "OPENBLAS_CORETYPE", "Haswell",
                "MKL_CBWR", "AVX2",
                "ATEN_CPU_CAPABILITY", "default",
                "OMP_NUM_THREADS", "7"));
    FreshJvm.adapt(environment, Map.of("OMP_NUM_THREADS", "1"));
    assertEquals(Map.of("PATH", "/bin", "HOMP_X", "1", "OMP_NUM_THREADS", "1"), environment);
  }
}
