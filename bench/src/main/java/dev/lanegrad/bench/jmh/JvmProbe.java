package dev.lanegrad.bench.jmh;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.LockSupport;

/** This JVM as {@link Settling} sees it. */
final class JvmProbe implements Settling.Probe {
  private static final long PAUSE_NANOS = 5_000_000;

  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private final JitCompiler compiler = new JitCompiler();

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public long allocatedBytes() {
    return threads.getTotalThreadAllocatedBytes();
  }

  @Override
  public boolean compiles() {
    return compiler.isBusy();
  }

  @Override
  public void pause() {
    LockSupport.parkNanos(PAUSE_NANOS);
  }
}
