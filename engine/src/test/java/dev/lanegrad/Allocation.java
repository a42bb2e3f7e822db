package dev.lanegrad;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;

/** What code allocates once it is warm. */
public final class Allocation {
  /** How long code may take to get warm, in nanoseconds: on a busy machine C2 comes late. */
  private static final long PATIENCE = 60_000_000_000L;

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  private Allocation() {}

  /**
   * The bytes that a number of calls allocate: 0 as soon as a round does, else the least of all
   * rounds.
   */
  public static long ofWarm(int calls, Runnable call) {
    long least = Long.MAX_VALUE;
    long start = System.nanoTime();
    for (int round = 0; least > 0 && System.nanoTime() - start < PATIENCE; round++) {
      least = Math.min(least, of(calls, call));
      if (round > 5) {
        pause(Math.min(5L * round, 200));
      }
    }
    return least;
  }

  /** The bytes that a number of calls allocate. */
  public static long of(int calls, Runnable call) {
    long before = THREADS.getCurrentThreadAllocatedBytes();
    for (int i = 0; i < calls; i++) {
      call.run();
    }
    return THREADS.getCurrentThreadAllocatedBytes() - before;
  }

  /** Gives the compiler's threads time on a machine with few cores. */
  private static void pause(long milliseconds) {
    try {
      Thread.sleep(milliseconds);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
