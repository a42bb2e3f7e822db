package dev.lanegrad.testing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.kernel.dispatch.KernelChoice;
import dev.lanegrad.kernel.dispatch.ParallelKernels;
import dev.lanegrad.kernel.dispatch.VectorKernels;
import dev.lanegrad.kernel.scalar.ScalarKernels;
import dev.lanegrad.kernel.vector.VectorWidth;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The kernels that this JVM was started to test, on 1, 2 and 3 threads.
 *
 * <p>The build runs the tests of this package once for the plain loops and once for each width,
 * each in a JVM of its own, and says in a property which one it meant. A width that the CPU lacks
 * is skipped; any other kernels than those meant fail.
 */
public final class UnderTest {
  private static final String EXPECTED = System.getProperty("lanegrad.test.expected", "max");

  /** The definition: plain loops on one thread. */
  public static final Kernels PLAIN = ScalarKernels.INSTANCE;

  private UnderTest() {}

  /**
   * Skips the calling test where the CPU lacks the width, and fails where another width was loaded
   * than meant.
   */
  public static Kernels current() {
    if (EXPECTED.equals("scalar")) {
      assertEquals(0, Kernels.current().vectorBits(), "plain loops were meant");
      return Kernels.current();
    }
    int widest = VectorWidth.widest();
    int bits = EXPECTED.equals("max") ? widest : Integer.parseInt(EXPECTED);
    assumeTrue(bits <= widest, "skipped: vectors of " + bits + " bits, this CPU has " + widest);
    assertEquals(bits, Kernels.current().vectorBits(), "vectors of another width were meant");
    return Kernels.current();
  }

  /** Made once, for each has threads of its own. */
  private static List<Kernels> onThreads;

  /** Kernels that share even the smallest work among 1, 2 and 3 threads. */
  public static List<Kernels> onThreads() {
    if (onThreads == null) {
      boolean plain = current().vectorBits() == 0;
      onThreads =
          IntStream.rangeClosed(1, 3)
              .mapToObj(
                  threads ->
                      (Kernels)
                          new ParallelKernels(
                              new KernelChoice.Fixed(
                                  plain ? ScalarKernels.INSTANCE : new VectorKernels()),
                              threads,
                              1,
                              1))
              .toList();
    }
    return onThreads;
  }

  /** Says, in the build's output, what was compared. */
  public static void report(String what, long cases) {
    System.out.printf("%s: %s, %,d cases%n", current().description(), what, cases);
  }
}
