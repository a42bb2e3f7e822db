package dev.lanegrad.kernel.runtime;

import java.util.concurrent.atomic.AtomicIntegerFieldUpdater;

/** What one call at a time has for its own, borrowed from a {@link Pool}. */
public abstract class Pooled {
  private static final AtomicIntegerFieldUpdater<Pooled> BORROWED =
      AtomicIntegerFieldUpdater.newUpdater(Pooled.class, "borrowed");

  /** 1 while a call has it, from the beginning the one that made it; else 0. */
  private volatile int borrowed = 1;

  // Two calls at once must not write to the same cache line.
  @SuppressWarnings("unused")
  private long padding0, padding1, padding2, padding3, padding4, padding5, padding6, padding7;

  /** Whether the caller has it for its own from now on; false if another has. */
  final boolean borrow() {
    return borrowed == 0 && BORROWED.compareAndSet(this, 0, 1);
  }

  /** Ends the use of it. */
  public final void giveBack() {
    BORROWED.lazySet(this, 0);
  }
}
