package dev.lanegrad.kernel;

/**
 * A system property of lanegrad that this machine or this JVM can't honour; the message says why
 * and what would be right.
 */
public final class SettingError extends Error {
  private static final long serialVersionUID = 1L;

  public SettingError(String message) {
    super(message, null, false, true);
  }
}
