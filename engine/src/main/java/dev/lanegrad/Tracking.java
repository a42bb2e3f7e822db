package dev.lanegrad;

/**
 * What a thread does with the operations that it runs: whether it builds a graph, and records.
 *
 * <p>A thread has one only while that isn't the usual: a class of this library that stayed on a
 * thread of others would keep the library's class loader for the life of that thread.
 */
final class Tracking {
  private static final ThreadLocal<Tracking> CURRENT = new ThreadLocal<>();

  /** Of all threads that have none of their own; never written. */
  private static final Tracking USUAL = new Tracking();

  boolean enabled = true;
  Recording recording;

  private Tracking() {}

  /** That of this thread, to be read. */
  static Tracking current() {
    Tracking own = CURRENT.get();
    return own == null ? USUAL : own;
  }

  /** That of this thread, to be changed, and to be {@link #changed} back. */
  static Tracking own() {
    Tracking own = CURRENT.get();
    if (own == null) {
      own = new Tracking();
      CURRENT.set(own);
    }
    return own;
  }

  /** Takes it from this thread where it is the usual again. */
  void changed() {
    if (enabled && recording == null && CURRENT.get() == this) {
      CURRENT.set(null);
    }
  }
}
