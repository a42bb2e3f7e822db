package dev.lanegrad.bench.jmh;

import dev.lanegrad.kernel.Kernels;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandleProxies;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.lang.reflect.Method;
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
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.infra.IterationParams;
import org.openjdk.jmh.runner.IterationType;

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

  /** Starts the line in which a measured JVM says why its code was not compiled in time. */
  public static final String UNSETTLED_LINE = "lanegrad not settled: ";

  /** The property for the seconds after which an operation that doesn't settle is given up. */
  public static final String SETTLE_PROPERTY = "lanegrad.bench.settle";

  private static final int SETTLE_SECONDS = Integer.getInteger(SETTLE_PROPERTY, 30);

  private boolean settled;

  @Setup
  public void sayKernels() {
    System.out.println(KERNELS_LINE + Kernels.current().description());
  }

  /**
   * Before the first iteration the operation runs until it is compiled: {@link Settling}. A single
   * shot is for its answer and settles nothing.
   */
  @Setup(Level.Iteration)
  public void operationsBegin(BenchmarkParams benchmark) {
    if (!settled) {
      settled = true;
      settle(benchmark);
    }
    AllocationProfiler.operationsBegin();
  }

  /** What a warm-up iteration brings to the compilers is compiled before the next one. */
  @TearDown(Level.Iteration)
  public void operationsEnd(IterationParams iteration) {
    AllocationProfiler.operationsEnd();
    if (iteration.getType() == IterationType.WARMUP) {
      new Settling(SETTLE_SECONDS).awaitCompiler();
    }
  }

  private void settle(BenchmarkParams benchmark) {
    if (benchmark.getMode() == Mode.SingleShotTime) {
      return;
    }
    String name = benchmark.getBenchmark();
    String method = name.substring(name.lastIndexOf('.') + 1);
    AllocationProfiler.expect(knownBytes(method));
    new Settling(SETTLE_SECONDS)
        .run(operation(method), knownBytes(method))
        .ifPresent(reason -> System.out.println(UNSETTLED_LINE + reason));
  }

  /** Bytes that an operation of one of the benchmarks allocates at most once it is compiled. */
  double knownBytes(String method) {
    return 0;
  }

  /** One operation of one of the benchmarks, with all that is done for it. */
  Runnable operation(String method) {
    try {
      Class<?> type = getClass();
      Method benchmark = type.getMethod(method);
      MethodHandle handle = MethodHandles.publicLookup().unreflect(benchmark).bindTo(this);
      // Without its result: a float would become an object.
      return MethodHandleProxies.asInterfaceInstance(
          Runnable.class, handle.asType(MethodType.methodType(void.class)));
    } catch (ReflectiveOperationException e) {
      throw new LinkageError("can't call " + method, e);
    }
  }
}
