package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * The conditions under which every benchmark is measured, unless the command line says otherwise.
 *
 * <ul>
 *   <li>A heap of fixed size, its pages touched, and G1, the collector that the JVM takes by itself
 *       on a machine with two processors: what users get.
 *   <li>One thread: a comparison of kernels, not of schedulers.
 * </ul>
 *
 * <p>The vector module stands in the arguments that JMH puts first, which neither {@code -jvmArgs}
 * nor {@code -jvmArgsAppend} of its command line replaces.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 10, time = 1)
@Fork(
    value = 3,
    jvmArgsPrepend = {
      "--add-modules",
      "jdk.incubator.vector",
      // JMH 1.37 uses Unsafe's access to memory, of which JDK 24 and later warn.
      "--sun-misc-unsafe-memory-access=allow"
    },
    jvmArgs = {"-Xms1g", "-Xmx1g", "-XX:+AlwaysPreTouch", "-XX:+UseG1GC", "-Dlanegrad.threads=1"})
public abstract class Conditions {
  /** Starts the line in which a measured JVM says what its kernels are. */
  public static final String KERNELS_LINE = "lanegrad kernels: ";

  @Setup
  public void sayKernels() {
    System.out.println(KERNELS_LINE + Kernels.current().description());
  }

  @Setup(Level.Iteration)
  public void operationsBegin() {
    AllocationProfiler.operationsBegin();
  }

  @TearDown(Level.Iteration)
  public void operationsEnd() {
    AllocationProfiler.operationsEnd();
  }
}
