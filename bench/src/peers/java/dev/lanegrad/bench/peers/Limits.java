package dev.lanegrad.bench.peers;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a library may use of the machine.
 *
 * @param avx2 whether all take their kernels for AVX2, though the CPU may have AVX-512
 */
record Limits(int threads, boolean avx2) {
  /** Variables that tell the libraries. */
  Map<String, String> environment() {
    Map<String, String> environment = new LinkedHashMap<>();
    String n = String.valueOf(threads);
    environment.put("OMP_NUM_THREADS", n);
    environment.put("MKL_NUM_THREADS", n);
    environment.put("OPENBLAS_NUM_THREADS", n);
    environment.put("MKL_DYNAMIC", "FALSE");
    environment.put("OMP_DYNAMIC", "FALSE");
    if (threads > 1) {
      // Turns change after 3 ms: who waits in a loop must have given up by then.
      environment.put("KMP_BLOCKTIME", "1");
      environment.put("OPENBLAS_THREAD_TIMEOUT", "20");
    }
    if (avx2) {
      environment.put("OPENBLAS_CORETYPE", "Haswell");
      environment.put("MKL_ENABLE_INSTRUCTIONS", "AVX2");
      environment.put("ONEDNN_MAX_CPU_ISA", "AVX2");
      environment.put("ATEN_CPU_CAPABILITY", "avx2");
    }
    return environment;
  }

  /** Options that tell the JVM and lanegrad. */
  List<String> jvmArgs() {
    String own = "-Dlanegrad.threads=" + threads;
    return avx2 ? List.of(own, "-XX:UseAVX=2") : List.of(own);
  }
}
