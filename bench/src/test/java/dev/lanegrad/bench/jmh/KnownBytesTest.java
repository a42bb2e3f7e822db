package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import dev.lanegrad.kernel.Kernels;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a phase is known to allocate bounds what it does, in plain loops compiled or not. The build
 * runs it with {@code lanegrad.kernels=scalar}.
 */
class KnownBytesTest {
  /** Of the known bytes: code that boxes must stand out. */
  private static final double TIGHT = 0.25;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  @ParameterizedTest
  @ValueSource(strings = {"article", "digits", "1-1:1", "8-4:3", "8-8-8-8-8-8-4:3", "10-10:1000"})
  void boundsWhatIsAllocated(String net) {
    assertThat(Kernels.current().vectorBits()).as("plain loops").isZero();
    NetworkBenchmark benchmark = new NetworkBenchmark();
    benchmark.net = net;
    benchmark.setup();
    Training training = new Training(Network.parse(net));
    training.step();
    for (Phase phase : Phase.values()) {
      Runnable operation =
          phase == Phase.CAPTURED ? training::captured : benchmark.operation(phase.method());
      double known = benchmark.knownBytes(phase.method());

      assertThat((double) leastBytes(operation))
          .as(net + " " + phase)
          .isBetween(TIGHT * known, known);
    }
  }

  private long leastBytes(Runnable operation) {
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      long before = THREADS.getCurrentThreadAllocatedBytes();
      operation.run();
      least = Math.min(least, THREADS.getCurrentThreadAllocatedBytes() - before);
    }
    return least;
  }
}
