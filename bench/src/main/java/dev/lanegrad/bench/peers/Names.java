package dev.lanegrad.bench.peers;

import java.util.List;

/** By what the measured JVMs and the tables name things. */
final class Names {
  /** lanegrad as one writes it. */
  static final String LANEGRAD = "lanegrad";

  /** A step of lanegrad that was captured. */
  static final String CAPTURED = "lanegrad captured";

  /** Of a network, in the order of the tables. */
  static final List<String> PHASES = List.of("forward", "forward + backward", "step");

  /** The third contestant at a loss, which does its traffic and no more. */
  static final String TRIAD = "triad";

  /** The parameter of a loss that says how much a call must move. */
  static final String BYTES = "bytes";

  private Names() {}
}
