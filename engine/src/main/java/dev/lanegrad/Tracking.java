package dev.lanegrad;

/** What a thread does with the operations that it runs: whether it builds a graph, and records. */
final class Tracking {
  private static final ThreadLocal<Tracking> CURRENT =
      new ThreadLocal<>() { // no lambda: the first one of a program takes it milliseconds
        @Override
        protected Tracking initialValue() {
          return new Tracking();
        }
      };

  boolean enabled = true;
  Recording recording;

  private Tracking() {}

  static Tracking current() {
    return CURRENT.get();
  }
}
