package dev.lanegrad.bench.peers;

/**
 * A library at one kind of work.
 *
 * @param warm how often it needs the usual time to warm up; 0 where a call takes so long that one
 *     was enough
 * @param compiles whether its code is compiled while it runs, as Java's is
 * @param bytes that a call allocates on the heap at most once it is compiled; infinite where that
 *     is not known
 */
record Contestant(String name, Work work, int warm, boolean compiles, double bytes) {
  private static final int COMPILATION = 6;

  /** One whose code is native. */
  static Contestant compiled(String name, Work work) {
    return new Contestant(name, work, 1, false, Double.POSITIVE_INFINITY);
  }

  /** The same, of which is known what a call allocates. */
  Contestant allocates(double bytes) {
    return new Contestant(name, work, warm, compiles, bytes);
  }

  /** One whose code is compiled while it runs. */
  static Contestant compiling(String name, Work work) {
    return new Contestant(name, work, COMPILATION, true, Double.POSITIVE_INFINITY);
  }
}
