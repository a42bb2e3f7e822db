package dev.lanegrad.bench.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.Collection;
import java.util.List;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.profile.InternalProfiler;
import org.openjdk.jmh.results.AggregationPolicy;
import org.openjdk.jmh.results.IterationResult;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.ScalarResult;

/**
 * Bytes that an operation allocates on the heap, in all threads.
 *
 * <p>JMH's own profiler, {@code -prof gc}, looks before and after all that JMH does for an
 * iteration, which allocates some 8 KB: thousands of bytes for an operation of which an iteration
 * has four. Here {@link Conditions} asks for the counter right around the operations, so that what
 * allocates nothing shows 0.
 */
public final class AllocationProfiler implements InternalProfiler {
  /** The name of the result, in bytes for an operation. */
  public static final String RESULT = "allocated.norm";

  private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

  /** The same beyond what the benchmark is known to allocate: more than 0 is not compiled yet. */
  public static final String EXCESS = "allocated.excess";

  private static volatile double known = Double.POSITIVE_INFINITY;
  private static volatile long begin;
  private static volatile long end;

  /** Takes what an operation allocates at most once it is compiled. */
  static void expect(double bytes) {
    known = bytes;
  }

  static void operationsBegin() {
    begin = THREADS.getTotalThreadAllocatedBytes();
  }

  static void operationsEnd() {
    end = THREADS.getTotalThreadAllocatedBytes();
  }

  @Override
  public void beforeIteration(BenchmarkParams benchmark, IterationParams iteration) {
    begin = 0;
    end = 0;
  }

  @Override
  public Collection<? extends Result<?>> afterIteration(
      BenchmarkParams benchmark, IterationParams iteration, IterationResult result) {
    long operations = result.getMetadata().getAllOps();
    if (operations == 0) {
      return List.of();
    }
    double bytes = end - begin;
    return List.of(
        result(RESULT, bytes / operations),
        result(EXCESS, Settling.excess(bytes, operations, known)));
  }

  private static ScalarResult result(String name, double bytes) {
    return new ScalarResult(name, bytes, "B/op", AggregationPolicy.AVG);
  }

  @Override
  public String getDescription() {
    return "bytes allocated by the operations alone";
  }
}
