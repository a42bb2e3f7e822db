package dev.lanegrad.kernel.runtime;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.lanegrad.kernel.Unary;
import dev.lanegrad.kernel.scalar.Stage;
import dev.lanegrad.testing.UnderTest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** Scratch belongs to a bounded pool and to one call at a time. */
class PoolTest {
  private static final class Thing extends Pooled {
    /** How many have it. */
    final AtomicInteger users = new AtomicInteger();
  }

  private static final class Things extends Pool<Thing> {
    final AtomicInteger made = new AtomicInteger();

    @Override
    public Thing make() {
      made.incrementAndGet();
      return new Thing();
    }
  }

  @Test
  void aThreadIsGivenTheSameAgain() {
    Things pool = new Things();
    Thing first = pool.borrow();
    first.giveBack();
    for (int i = 0; i < 100; i++) {
      Thing thing = pool.borrow();
      assertThat(thing).isSameAs(first);
      thing.giveBack();
    }
  }

  @Test
  void callsWithinCallsHaveTheirOwn() {
    Things pool = new Things();
    for (int round = 0; round < 3; round++) {
      Thing outer = pool.borrow();
      Thing inner = pool.borrow();
      assertThat(inner).isNotSameAs(outer);
      inner.giveBack();
      outer.giveBack();
    }
    assertThat(pool.made).hasValue(2);
  }

  @Test
  void keepsNoMoreThanItHasPlacesFor() {
    Things pool = new Things();
    int many = 10_000;
    List<Thing> all = new ArrayList<>();
    for (int i = 0; i < many; i++) {
      all.add(pool.borrow());
    }
    all.forEach(Pooled::giveBack);
    all.clear();
    Set<Thing> kept = ConcurrentHashMap.newKeySet();
    while (pool.made.get() == many) {
      kept.add(pool.borrow());
    }
    int processors = Runtime.getRuntime().availableProcessors();
    assertThat(kept).hasSizeBetween(2 * processors, Math.max(16, 4 * processors) + 1);
  }

  @Test
  void noTwoThreadsHaveOneAtATime() throws InterruptedException {
    Things pool = new Things();
    AtomicInteger wrong = new AtomicInteger();
    Runnable work =
        () -> {
          for (int i = 0; i < 20_000; i++) {
            Thing thing = pool.borrow();
            if (thing.users.incrementAndGet() != 1) {
              wrong.incrementAndGet();
            }
            thing.users.decrementAndGet();
            thing.giveBack();
          }
        };
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 3; i++) {
      threads.add(Thread.ofPlatform().start(work));
      threads.add(Thread.ofVirtual().start(work));
    }
    for (Thread thread : threads) {
      thread.join();
    }
    assertThat(wrong).hasValue(0);
  }

  /** Each has a number of its own, and would make its own if it went by that. */
  @Test
  void virtualThreadsTakeWhatIsThere() throws InterruptedException {
    Things pool = new Things();
    for (int i = 0; i < 100; i++) {
      Thread.ofVirtual().start(() -> pool.borrow().giveBack()).join();
    }
    assertThat(pool.made).hasValue(1);
  }

  /** Those who come side by side stay apart. */
  @Test
  void platformThreadsDoNotCompete() throws InterruptedException {
    Things pool = new Things();
    Set<Thing> things = ConcurrentHashMap.newKeySet();
    CountDownLatch done = new CountDownLatch(2);
    for (int i = 0; i < 2; i++) {
      Thread.ofPlatform()
          .start(
              () -> {
                for (int call = 0; call < 100; call++) {
                  Thing thing = pool.borrow();
                  things.add(thing);
                  thing.giveBack();
                }
                done.countDown();
              });
    }
    done.await();
    assertThat(things).hasSize(2);
  }

  /** An error in a kernel, here an array too short for what the plain kernels aren't told. */
  @Test
  void isGivenBackWhenAKernelThrows() {
    float[] x = new float[10];
    Stage before = Stage.borrowed();
    before.giveBack();
    for (int i = 0; i < 100; i++) {
      assertThatThrownBy(() -> UnderTest.PLAIN.unary(Unary.EXP, 20, x, 1, x, 1))
          .isInstanceOf(IndexOutOfBoundsException.class);
    }
    Stage after = Stage.borrowed();
    after.giveBack();
    assertThat(after).isSameAs(before);
  }
}
