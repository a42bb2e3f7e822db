package dev.lanegrad.kernel;

import java.lang.ref.WeakReference;
import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** What one call at a time has for its own, borrowed from a {@link Pool}. */
abstract class Pooled {
  private static final AtomicIntegerFieldUpdater<Pooled> BORROWED =
      AtomicIntegerFieldUpdater.newUpdater(Pooled.class, "borrowed");

  /** 1 while a call has it, from the beginning the one that made it; else 0. */
  private volatile int borrowed = 1;

  /**
   * The number of the only thread that may borrow it, which no other thread ever has; 0 where it is
   * shared. Others read it at any time, but only a thread itself writes its number.
   */
  private volatile long owner;

  /** Weak, as threads hold what is of their applications. */
  private volatile WeakReference<Thread> ownerThread;

  // Two calls at once must not write to the same cache line.
  @SuppressWarnings("unused")
  private long padding0, padding1, padding2, padding3, padding4, padding5, padding6, padding7;

  /** Whether a thread owns it, and has it from now on; false if a call of it has. */
  final boolean borrowOwn(long thread) {
    if (owner != thread || borrowed != 0) {
      return false;
    }
    BORROWED.lazySet(this, 1); // nobody competes
    return true;
  }

  /** Whether the caller has one that is shared for its own from now on; false if another has. */
  final boolean borrow() {
    return borrowed == 0 && BORROWED.compareAndSet(this, 0, 1);
  }

  /** Ends the use of it. */
  final void giveBack() {
    BORROWED.lazySet(this, 0);
  }

  /** Gives it to the thread that calls, which has borrowed it then. */
  final void own(Thread caller) {
    ownerThread = new WeakReference<>(caller);
    borrowed = 1;
    owner = caller.threadId();
  }

  /** Whether the thread that owned it has ended. */
  final boolean isLeft() {
    Thread thread = ownerThread.get();
    return thread == null || !thread.isAlive();
  }
}
