package dev.lanegrad;

/** What a thread does with the operations that it runs: whether it builds a graph, and records. */
final class Tracking {
  private static final ThreadLocal<Tracking> CURRENT = ThreadLocal.withInitial(Tracking::new);

  boolean enabled = true;
  Recording recording;

  private Tracking() {}

  static Tracking current() {
    return CURRENT.get();
  }
}
