package dev.lanegrad.kernel;

import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
}
