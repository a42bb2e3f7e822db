package dev.lanegrad.bench.peers;

/** Why something failed, in one line. */
final class Reason {
  private Reason() {}

  /** The innermost reason: the others only say that something failed. */
  static String of(Throwable reason) {
    Throwable inner = reason;
    while (inner.getCause() != null) {
      inner = inner.getCause();
    }
    String message = String.valueOf(inner.getMessage()).lines().findFirst().orElse("");
    return inner.getClass().getSimpleName() + ": " + message;
  }
}
