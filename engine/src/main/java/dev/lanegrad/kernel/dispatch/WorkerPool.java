package dev.lanegrad.kernel.dispatch;

import dev.lanegrad.kernel.runtime.EngineThread;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;

/**
 * A few threads that share one task at a time with the thread that calls.
 *
 * <p>A task has as many parts as there are threads; whoever is free takes the next one, so a worker
 * that is slow to wake holds nobody up. A hand-over costs about a microsecond while the workers
 * still spin from the one before; after {@link #SPINS} rounds without work they park. Workers are
 * daemons, started with the first task; those that had none for {@link #IDLE} end, as do idle ones
 * that are interrupted, so that there is nothing to close, and the next task starts others. While
 * one caller's task is under way, others do theirs alone: nobody waits for the pool.
 */
final class WorkerPool {
  /** Work in parts that may run side by side. */
  interface Task {
    void run(int part, int parts);

    /** Called once, when all parts are done and before another caller can have the pool. */
    default void end() {}
  }

  /**
   * Rounds that an idle worker spins, some 20 to 50 microseconds: longer than the gap between two
   * layers of a step.
   */
  private static final int SPINS = 2_000;

  /** Nanoseconds without a task after which a worker ends: ten seconds. */
  private static final long IDLE = 10_000_000_000L;

  private final int threads;
  private final long idle;
  private final Worker[] workers;
  private final AtomicBoolean taken = new AtomicBoolean();

  /** The number of the task in the upper half, its next part that nobody has taken in the lower. */
  private final AtomicLong state;

  private final AtomicInteger unfinished = new AtomicInteger();
  private Task task;
  private volatile Throwable failure;

  WorkerPool(int threads) {
    this(threads, IDLE);
  }

  /** Whose workers end after so many nanoseconds without a task; for tests. */
  WorkerPool(int threads, long idle) {
    this.threads = threads;
    this.idle = idle;
    this.workers = new Worker[threads - 1];
    this.state = new AtomicLong(threads);
  }

  int threads() {
    return threads;
  }

  /**
   * Whether the caller has the pool to itself until {@link #run} gives it back; false if another
   * has it.
   */
  boolean take() {
    return threads > 1 && taken.compareAndSet(false, true);
  }

  /**
   * Runs all parts of the task and returns when they are done; for the caller who has taken the
   * pool.
   */
  void run(Task task) {
    this.task = task;
    unfinished.set(threads);
    state.set((state.get() >>> 32) + 1 << 32);
    for (int i = 0; i < workers.length; i++) {
      wake(i);
    }
    runParts();
    await();
    this.task = null;
    task.end();
    Throwable failed = failure;
    failure = null;
    taken.set(false);
    if (failed != null) {
      throw new IllegalStateException("a part of a shared kernel failed", failed);
    }
  }

  /** Takes parts of the task under way until none is left. */
  private void runParts() {
    for (long s = state.get(); (int) s < threads; s = state.get()) {
      if (state.compareAndSet(s, s + 1)) { // now the task can't end before this part does
        try {
          task.run((int) s, threads);
        } catch (Throwable e) {
          failure = e;
        }
        unfinished.decrementAndGet();
      }
    }
  }

  private void await() {
    for (int spins = 0; unfinished.get() > 0; spins++) {
      if (spins < SPINS) {
        Thread.onSpinWait();
      } else {
        Thread.yield();
      }
    }
  }

  /**
   * A worker that ends at this very moment misses the task, and where the system has no thread to
   * give there is none; others then do its parts.
   */
  private void wake(int i) {
    Worker worker = workers[i];
    if (worker == null || worker.ended) {
      try {
        workers[i] = new Worker(i + 1);
        workers[i].start();
      } catch (OutOfMemoryError e) {
        workers[i] = null;
      }
    } else if (worker.parked) {
      LockSupport.unpark(worker);
    }
  }

  private final class Worker extends EngineThread {
    private volatile boolean parked;
    private volatile boolean ended;

    Worker(int number) {
      super("lanegrad-" + number);
    }

    @Override
    public void run() {
      do {
        runParts();
      } while (awaitTask());
      ended = true;
    }

    /**
     * Whether there is a task; false where none came for so long that the worker may end, or it was
     * interrupted: somebody wants threads to end, and with that status none can park.
     */
    private boolean awaitTask() {
      for (int spins = 0; spins < SPINS; spins++) {
        if (isTask()) {
          return true;
        }
        Thread.onSpinWait();
      }
      long end = System.nanoTime() + idle;
      parked = true; // a task that comes after this line finds us parked
      boolean task = isTask();
      for (long left = idle; left > 0 && !task && !isInterrupted(); task = isTask()) {
        LockSupport.parkNanos(WorkerPool.this, left);
        left = end - System.nanoTime();
      }
      parked = false;
      return task || isTask(); // one that others have done by now is no reason to end
    }

    private boolean isTask() {
      return (int) state.get() < threads;
    }
  }
}
