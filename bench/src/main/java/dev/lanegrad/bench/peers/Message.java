package dev.lanegrad.bench.peers;

import java.util.Map;

/**
 * A line from a measured JVM to the one that started it, in JSON.
 *
 * @param kind what it says
 * @param title of the case; or the name of a contestant
 * @param text a reason, or how a contestant is configured
 * @param params of the case
 * @param work floating-point operations of a call; 0 where that isn't asked
 * @param seconds of a call in each round, for each contestant
 * @param bytes of heap in a call, for each contestant
 */
record Message(
    Kind kind,
    String title,
    String text,
    Map<String, String> params,
    double work,
    Map<String, double[]> seconds,
    Map<String, Long> bytes) {
  enum Kind {
    /** A contestant is there, and how. */
    PRESENT,
    /** A contestant is not there, and why. */
    ABSENT,
    /** A case was measured. */
    RESULT
  }

  static Message about(Kind kind, String title, String text) {
    return new Message(kind, title, text, Map.of(), 0, Map.of(), Map.of());
  }
}
