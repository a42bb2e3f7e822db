package dev.lanegrad.bench.jmh;

import java.util.Locale;
import java.util.Optional;

/**
 * Runs an operation until it is compiled: nothing waits for the compiler any more, an operation
 * allocates what it is known to, and its time doesn't fall.
 *
 * <p>A number of seconds or of iterations is no such sign. Where other processes take the
 * processors, C2 gets to a vector kernel late, and until then each of its vectors is an object.
 */
public final class Settling {
  /** How long nothing of the three may change. */
  static final double QUIET_SECONDS = 0.4;

  /** One look at the clock and at the bytes, at most. */
  private static final double WINDOW_SECONDS = 0.05;

  /** So many looks see nothing change, at least. */
  private static final int LOOKS = 4;

  /** An operation that takes as long has run thousands of loops: one look at it is enough. */
  private static final double LONG_SECONDS = 0.5;

  /** A window with less than this part of the time of the last such has become faster. */
  private static final double FASTER = 0.95;

  /** Some of what is known to be allocated may come on top: the collector rounds buffers up. */
  private static final double TOLERANCE = 1.1;

  /** What the JVM and JMH allocate beside the operations, in any number of them. */
  private static final double OTHERS = 65_536;

  private static final int MOST_CALLS = 100_000_000;

  private final Probe probe;
  private final double mostSeconds;
  private final double quietSeconds;
  private final double windowSeconds;

  /** What is looked at. */
  interface Probe {
    long nanoTime();

    /** Allocated on the heap by all threads so far. */
    long allocatedBytes();

    /** Whether something is being compiled or waits for it. */
    boolean compiles();

    /** Leaves the processor to the compiler for a moment. */
    void pause();
  }

  /**
   * Of this JVM.
   *
   * @param mostSeconds when to give up
   */
  public Settling(double mostSeconds) {
    this(new JvmProbe(), mostSeconds, QUIET_SECONDS);
  }

  Settling(Probe probe, double mostSeconds, double quietSeconds) {
    this.probe = probe;
    this.mostSeconds = mostSeconds;
    this.quietSeconds = quietSeconds;
    windowSeconds = Math.min(WINDOW_SECONDS, quietSeconds / LOOKS);
  }

  /**
   * Runs the operation until it has settled.
   *
   * @param knownBytes that an operation allocates at most once it is compiled
   * @return why it has not settled in the time; empty if it has
   */
  public Optional<String> run(Runnable operation, double knownBytes) {
    long start = probe.nanoTime();
    awaitCompiler(start);
    double fast = Double.POSITIVE_INFINITY;
    double quiet = 0;
    int calls = 1;
    while (true) {
      long before = probe.allocatedBytes();
      long from = probe.nanoTime();
      for (int i = 0; i < calls; i++) {
        operation.run();
      }
      double seconds = seconds(from);
      long bytes = probe.allocatedBytes() - before;
      boolean allocates = excess(bytes, calls, knownBytes) > 0;
      boolean compiled = awaitCompiler(start);
      double perCall = seconds / calls;
      boolean isLong = perCall > LONG_SECONDS;
      boolean faster = perCall < FASTER * fast;
      if (faster) {
        faster = !isLong || fast != Double.POSITIVE_INFINITY;
        fast = perCall;
      }
      quiet = compiled || faster || allocates ? 0 : quiet + seconds;
      if (quiet >= quietSeconds) {
        return Optional.empty();
      }
      if (seconds(start) >= mostSeconds) {
        return Optional.of(
            allocates
                ? stillAllocates((double) bytes / calls, knownBytes)
                : after(compiled ? "the JVM still compiled" : "its time still fell"));
      }
      calls = (int) Math.clamp(windowSeconds / Math.max(perCall, 1e-12), 1, MOST_CALLS);
    }
  }

  /** Waits until the compilers have nothing to do; returns whether they had. */
  private boolean awaitCompiler(long start) {
    boolean compiled = probe.compiles();
    boolean busy = compiled;
    while (busy && seconds(start) < mostSeconds) {
      probe.pause();
      busy = probe.compiles();
    }
    return compiled;
  }

  /** Leaves the processor to the compilers until they have nothing to do. */
  void awaitCompiler() {
    awaitCompiler(probe.nanoTime());
  }

  /** Bytes an operation beyond those that are known and those of others; 0 if there are none. */
  static double excess(double bytes, long operations, double knownBytes) {
    return Math.max(0, bytes - OTHERS - TOLERANCE * knownBytes * operations) / operations;
  }

  private String stillAllocates(double bytes, double knownBytes) {
    String known =
        knownBytes == 0 ? "none" : String.format(Locale.ROOT, "at most %,.0f", knownBytes);
    return after(
        String.format(
            Locale.ROOT,
            "an operation still allocated %,.0f bytes; compiled it allocates %s",
            bytes,
            known));
  }

  private String after(String what) {
    return String.format(Locale.ROOT, "after %.0f s of warm-up %s", mostSeconds, what);
  }

  private double seconds(long from) {
    return (probe.nanoTime() - from) * 1e-9;
  }
}
