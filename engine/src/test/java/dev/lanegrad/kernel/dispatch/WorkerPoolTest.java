package dev.lanegrad.kernel.dispatch;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.lanegrad.kernel.AdamStep;
import dev.lanegrad.kernel.Kernels;
import dev.lanegrad.testing.Numbers;
import dev.lanegrad.testing.UnderTest;
import java.lang.ref.WeakReference;
import java.net.URL;
import java.net.URLClassLoader;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicIntegerArray;
import org.junit.jupiter.api.Test;

class WorkerPoolTest {
  @Test
  void everyPartRunsOnce() {
    for (int threads : new int[] {2, 3, 7}) {
      WorkerPool pool = new WorkerPool(threads);
      AtomicIntegerArray runs = new AtomicIntegerArray(threads);
      for (int round = 1; round <= 2000; round++) {
        assertTrue(pool.take());
        pool.run((part, parts) -> runs.incrementAndGet(part));
        for (int part = 0; part < threads; part++) {
          assertEquals(round, runs.get(part));
        }
      }
    }
  }

  @Test
  void oneThreadIsNoPool() {
    assertEquals(false, new WorkerPool(1).take());
  }

  /** Nothing is left behind, and the pool goes on with workers that it starts anew. */
  @Test
  void workersEndThatHaveNothingToDo() throws InterruptedException {
    WorkerPool pool = new WorkerPool(3, 50_000_000);
    for (int round = 0; round < 3; round++) {
      Thread[] threads = new Thread[3];
      CountDownLatch all = new CountDownLatch(3);
      assertTrue(pool.take());
      pool.run(
          (part, parts) -> {
            threads[part] = Thread.currentThread();
            all.countDown();
            try {
              assertTrue(all.await(10, TimeUnit.SECONDS), "a part for each thread");
            } catch (InterruptedException e) {
              throw new AssertionError(e);
            }
          });
      for (Thread thread : threads) {
        if (thread != Thread.currentThread()) {
          thread.join(10_000);
          assertFalse(thread.isAlive());
        }
      }
    }
  }

  @Test
  void aFailureReachesTheCallerAndThePoolGoesOn() {
    WorkerPool pool = new WorkerPool(3);
    assertTrue(pool.take());
    assertThatThrownBy(
            () ->
                pool.run(
                    (part, parts) -> {
                      if (part == 1) {
                        throw new ArithmeticException("part 1");
                      }
                    }))
        .isInstanceOf(IllegalStateException.class)
        .hasRootCauseMessage("part 1");
    assertTrue(pool.take());
    pool.run((part, parts) -> {});
  }

  /** Who finds the pool taken computes alone; nobody waits and nobody gets another's numbers. */
  @Test
  void manyCallersAtOnce() throws Exception {
    Kernels kernels = UnderTest.onThreads().get(1);
    List<Callable<Boolean>> callers = new ArrayList<>();
    for (int caller = 0; caller < 6; caller++) {
      Numbers numbers = new Numbers(caller);
      float[] a = numbers.tame(50 * 40);
      float[] b = numbers.tame(40 * 30);
      float[] expected = new float[50 * 30];
      UnderTest.PLAIN.gemm(false, false, 50, 30, 40, a, 0, 40, b, 0, 30, expected, 0, 30, false);
      float sum = UnderTest.PLAIN.sum(50 * 40, a, 0);
      callers.add(
          () -> {
            for (int round = 0; round < 200; round++) {
              float[] c = new float[50 * 30];
              kernels.gemm(false, false, 50, 30, 40, a, 0, 40, b, 0, 30, c, 0, 30, false);
              Numbers.assertSameBits(expected, c);
              assertEquals(sum, kernels.sum(50 * 40, a, 0));
            }
            return true;
          });
    }
    ExecutorService executor = Executors.newFixedThreadPool(callers.size());
    try {
      for (Future<Boolean> done : executor.invokeAll(callers)) {
        assertTrue(done.get());
      }
    } finally {
      executor.shutdown();
    }
  }

  /** Whoever interrupts an idle worker wants it to end; with that status it couldn't park. */
  @Test
  void anInterruptedWorkerEndsWhenIdle() throws InterruptedException {
    WorkerPool pool = new WorkerPool(2);
    for (int round = 0; round < 3; round++) {
      Thread worker = worker(pool);
      worker.interrupt();
      worker.join(10_000);
      assertFalse(worker.isAlive());
    }
  }

  /** The worker of a pool of two, which it then has. */
  private static Thread worker(WorkerPool pool) {
    Thread[] threads = new Thread[2];
    CountDownLatch both = new CountDownLatch(2);
    assertTrue(pool.take());
    pool.run(
        (part, parts) -> {
          threads[part] = Thread.currentThread();
          both.countDown();
          boolean interrupted = false;
          while (both.getCount() > 0) {
            interrupted |= Thread.interrupted();
            Thread.onSpinWait();
          }
          if (interrupted) {
            Thread.currentThread().interrupt();
          }
        });
    return threads[0] == Thread.currentThread() ? threads[1] : threads[0];
  }

  @Test
  void theCallerKeepsItsInterruptStatus() {
    WorkerPool pool = new WorkerPool(2);
    AtomicIntegerArray runs = new AtomicIntegerArray(2);
    Thread.currentThread().interrupt();
    try {
      assertTrue(pool.take());
      pool.run((part, parts) -> runs.incrementAndGet(part));
      assertTrue(Thread.currentThread().isInterrupted());
    } finally {
      Thread.interrupted();
    }
    assertEquals(1, runs.get(0));
    assertEquals(1, runs.get(1));
  }

  /** They outlive the request that happened to start them. */
  @Test
  void workersHaveNothingOfTheirFirstCaller() throws InterruptedException {
    InheritableThreadLocal<String> local = new InheritableThreadLocal<>();
    ThreadGroup group = new ThreadGroup("application");
    ClassLoader loader = new URLClassLoader(new URL[0]);
    Thread[] worker = new Thread[1];
    String[] seen = new String[1];
    Thread caller =
        new Thread(
            group,
            () -> {
              local.set("of the caller");
              Thread.currentThread().setContextClassLoader(loader);
              WorkerPool pool = new WorkerPool(2);
              Thread self = Thread.currentThread();
              CountDownLatch both = new CountDownLatch(2);
              assertTrue(pool.take());
              pool.run(
                  (part, parts) -> {
                    if (Thread.currentThread() != self) {
                      worker[0] = Thread.currentThread();
                      seen[0] = String.valueOf(local.get());
                    }
                    both.countDown();
                    try {
                      both.await(30, TimeUnit.SECONDS); // so that each thread has a part
                    } catch (InterruptedException e) {
                      throw new AssertionError(e);
                    }
                  });
            });
    caller.setPriority(Thread.MIN_PRIORITY);
    caller.start();
    caller.join();
    assertEquals("null", seen[0]);
    assertEquals(ClassLoader.getSystemClassLoader(), worker[0].getContextClassLoader());
    assertEquals(Thread.NORM_PRIORITY, worker[0].getPriority());
    assertTrue(worker[0].isDaemon());
    assertFalse(group.parentOf(worker[0].getThreadGroup()));
  }

  /** A batch and the weights of the last layer are the caller's to keep, or not. */
  @Test
  void sharedCallsLetGoOfTheirOperands() throws InterruptedException {
    Kernels kernels = UnderTest.onThreads().get(1);
    List<WeakReference<float[]>> operands = new ArrayList<>();
    shareAndForget(kernels, operands);
    for (int i = 0; i < 100 && operands.stream().anyMatch(x -> x.get() != null); i++) {
      System.gc();
      Thread.sleep(20);
    }
    assertEquals(0, operands.stream().filter(x -> x.get() != null).count());
  }

  private static void shareAndForget(Kernels kernels, List<WeakReference<float[]>> operands) {
    float[][] x = new float[6][64 * 64];
    kernels.gemm(false, true, 64, 64, 64, x[0], 0, 64, x[1], 0, 64, x[2], 0, 64, false);
    kernels.gemm(true, false, 64, 64, 64, x[0], 0, 64, x[1], 0, 64, x[2], 0, 64, true);
    kernels.linear(64, 64, 64, x[0], 0, 64, x[1], 0, 64, x[3], 0, true, x[2], 0, 64);
    kernels.softmax(64, 64, true, x[0], 0, x[4], 0);
    kernels.crossEntropy(64, 64, x[0], 0, x[5], 0, x[3], 0, 0.1f, -1, x[2], 0, x[1], 0, 0, x[4], 0);
    AdamStep step = new AdamStep(0.9, 0.99, 1e-8).set(0.7, 0.9, 1e-9, 0.1, true);
    kernels.adam(step, 64 * 64, x[0], 0, x[1], 0, x[2], 0, x[3], 0, x[4], 0);
    for (float[] operand : x) {
      operands.add(new WeakReference<>(operand));
    }
  }

  /** Callers that are faster than a worker wakes must not cost it its life. */
  @Test
  void aWorkerOutlivesTasksThatOthersHaveDone() {
    WorkerPool pool = new WorkerPool(2);
    assertTrue(pool.take());
    pool.run((part, parts) -> {});
    long before = highestThreadId();
    long end = System.nanoTime() + 2_000_000_000L;
    while (System.nanoTime() < end) {
      assertTrue(pool.take());
      pool.run((part, parts) -> {});
    }
    assertTrue(highestThreadId() - before <= 3, "workers were started anew");
  }

  /** Numbers of threads are given in order: about how many were started so far. */
  private static long highestThreadId() {
    return new Thread(() -> {}).threadId();
  }
}
