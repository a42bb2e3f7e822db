package dev.lanegrad.bench.peers;

import java.util.List;

/**
 * What a measured JVM has to do: its argument, in JSON.
 *
 * @param peer in whose company, where that is one; else null
 * @param networks by name
 */
record Task(Kind kind, Backend peer, List<String> networks, Limits limits, Effort effort) {
  enum Kind {
    PRODUCTS,
    NETWORKS,
    LOSSES
  }
}
