package dev.lanegrad.kernel.runtime;

/**
 * A bounded number of objects that calls of kernels borrow for as long as they run, so that warm
 * calls allocate nothing.
 *
 * <p>They belong to no thread: thread locals would keep this library's classes on threads of others
 * for the life of these, and give each virtual thread scratch of its own. Which one a thread is
 * given first goes by its number, so that threads side by side don't compete and each finds what
 * its core's cache has. A virtual thread takes what is there. Where all are borrowed, a call gets
 * one that is thrown away afterwards.
 */
public abstract class Pool<T extends Pooled> {
  /** A power of two, twice the processors or more. */
  private static final int PLACES =
      2 * Integer.highestOneBit(Math.max(8, 2 * Runtime.getRuntime().availableProcessors() - 1));

  /** By place, replaced whole when one is added, so that readers need no lock; null where none. */
  private volatile Object[] objects = new Object[PLACES];

  /** A new object, which is borrowed already. */
  public abstract T make();

  /** An object for the caller alone, who gives it back in a {@code finally} block. */
  @SuppressWarnings("unchecked") // only add writes them
  public final T borrow() {
    int home = place((int) Thread.currentThread().threadId());
    T object = (T) objects[home];
    return object != null && object.borrow() ? object : search(home);
  }

  private static int place(int i) {
    return i & PLACES - 1;
  }

  @SuppressWarnings("unchecked")
  private T search(int home) {
    Object[] objects = this.objects;
    if (objects[home] != null || Thread.currentThread().isVirtual()) {
      for (int i = 1; i < PLACES; i++) {
        T object = (T) objects[place(home + i)];
        if (object != null && object.borrow()) {
          return object;
        }
      }
    }
    T made = make();
    add(made, home);
    return made;
  }

  /** Keeps an object at the first place from its home on that has none, if there is one. */
  private synchronized void add(T object, int home) {
    for (int i = 0; i < PLACES; i++) {
      int place = place(home + i);
      if (objects[place] == null) {
        Object[] more = objects.clone();
        more[place] = object;
        objects = more;
        return;
      }
    }
  }
}
