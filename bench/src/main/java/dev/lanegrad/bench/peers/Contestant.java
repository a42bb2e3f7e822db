package dev.lanegrad.bench.peers;

/**
 * A library at one kind of work.
 *
 * @param warm how often it needs the usual time to warm up: Java's kernels are compiled while they
 *     run, native ones were before; 0 where a call takes so long that one was enough
 */
record Contestant(String name, Work work, int warm) {
  private static final int COMPILATION = 6;

  boolean compiles() {
    return warm == COMPILATION;
  }

  /** One whose code is native. */
  static Contestant compiled(String name, Work work) {
    return new Contestant(name, work, 1);
  }

  /** One whose code is compiled while it runs. */
  static Contestant compiling(String name, Work work) {
    return new Contestant(name, work, COMPILATION);
  }
}
