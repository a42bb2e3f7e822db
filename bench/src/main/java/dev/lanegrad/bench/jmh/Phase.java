package dev.lanegrad.bench.jmh;

import java.util.Locale;

/** The phases of training that {@link NetworkBenchmark} times, one method each. */
public enum Phase {
  FORWARD,
  BACKWARD,
  UPDATE,
  STEP,
  CAPTURED;

  /** The phase of a method. */
  static Phase of(String method) {
    return valueOf(method.toUpperCase(Locale.ROOT));
  }

  /** The method, the word in tables and on the command line. */
  public String method() {
    return name().toLowerCase(Locale.ROOT);
  }
}
