package dev.lanegrad.bench.peers;

/** One operation that is timed. */
@FunctionalInterface
interface Work {
  /** Does it; returns a number that depends on all of it. */
  float run();
}
