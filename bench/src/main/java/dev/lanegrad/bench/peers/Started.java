package dev.lanegrad.bench.peers;

import java.util.Map;

/**
 * What a library weighs.
 *
 * @param network whose first step is waited for
 * @param jarBytes of the jars that it needs
 * @param seconds of each start, from {@code java} to the first finished step
 */
record Started(String name, String network, long jarBytes, double[] seconds) {
  Message message() {
    return new Message(
        Message.Kind.RESULT,
        "start",
        "",
        Map.of("start", network),
        0,
        Map.of(name, seconds),
        Map.of());
  }
}
