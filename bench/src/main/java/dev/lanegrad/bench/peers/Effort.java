package dev.lanegrad.bench.peers;

import dev.lanegrad.bench.run.Peers.Thoroughness;

/**
 * How long a case is measured.
 *
 * @param warmSeconds of calls that aren't timed, for each contestant
 * @param sampleSeconds of calls in a row that make one sample; one call at least
 * @param rounds of samples, one of each contestant
 * @param mostSeconds for the samples of one contestant: one that takes longer gets fewer
 * @param starts of a JVM until its first step
 */
record Effort(
    double warmSeconds, double sampleSeconds, int rounds, double mostSeconds, int starts) {
  static Effort of(Thoroughness thoroughness) {
    return switch (thoroughness) {
      case GLANCE -> new Effort(0.02, 0.001, 3, 0.1, 1);
      case QUICK -> new Effort(0.3, 0.01, 15, 3, 5);
      case FULL -> new Effort(2, 0.05, 41, 30, 11);
    };
  }
}
