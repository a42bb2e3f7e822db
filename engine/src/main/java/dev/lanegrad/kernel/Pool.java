package dev.lanegrad.kernel;

/**
 * A bounded number of objects that calls of kernels borrow for as long as they run, so that warm
 * calls allocate nothing.
 *
 * <p>Thread locals would keep this library's classes on threads of others for the life of these,
 * and give each virtual thread scratch of its own. Here a platform thread owns an object at the
 * place that its number gives, which it finds there again, in its core's cache, and borrows without
 * an atomic operation: a step of a small network borrows six times. The object of a thread that has
 * ended goes to the next at its place. All others, virtual threads, calls within calls and threads
 * whose place is another's, take one of the shared objects. Where all of these are borrowed, a call
 * gets one that is thrown away afterwards.
 */
abstract class Pool<T extends Pooled> {
  /** A power of two, twice the processors or more. */
  private static final int PLACES =
      2 * Integer.highestOneBit(Math.max(8, 2 * Runtime.getRuntime().availableProcessors() - 1));

  /** By place, replaced whole when one is added, so that readers need no lock; null where none. */
  private volatile Object[] owned = new Object[PLACES];

  /** In the order in which they were made; replaced likewise. */
  private volatile Object[] shared = {};

  /** A new object, which is borrowed already. */
  abstract T make();

  /** An object for the caller alone, who gives it back in a {@code finally} block. */
  @SuppressWarnings("unchecked") // only T are kept
  final T borrow() {
    long thread = Thread.currentThread().threadId();
    T object = (T) owned[place(thread)];
    return object != null && object.borrowOwn(thread) ? object : search(Thread.currentThread());
  }

  private static int place(long thread) {
    return (int) thread & PLACES - 1;
  }

  private T search(Thread thread) {
    T own = thread.isVirtual() ? null : own(thread);
    return own != null ? own : share();
  }

  /** The object at a thread's place, if that is free. */
  private T own(Thread thread) {
    Pooled there = (Pooled) owned[place(thread.threadId())];
    return there == null || there.isLeft() ? takeOver(thread) : null;
  }

  @SuppressWarnings("unchecked")
  private synchronized T takeOver(Thread thread) {
    int place = place(thread.threadId());
    T object = (T) owned[place];
    if (object == null) {
      object = make();
      object.own(thread);
      Object[] more = owned.clone();
      more[place] = object;
      owned = more;
    } else if (object.isLeft()) {
      object.own(thread);
    } else {
      return null;
    }
    return object;
  }

  @SuppressWarnings("unchecked")
  private T share() {
    for (Object object : shared) {
      if (((T) object).borrow()) {
        return (T) object;
      }
    }
    T made = make();
    keep(made);
    return made;
  }

  private synchronized void keep(T object) {
    int count = shared.length;
    if (count < PLACES) {
      Object[] more = new Object[count + 1];
      System.arraycopy(shared, 0, more, 0, count);
      more[count] = object;
      shared = more;
    }
  }
}
