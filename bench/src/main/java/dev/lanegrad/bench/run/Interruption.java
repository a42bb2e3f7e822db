package dev.lanegrad.bench.run;

/**
 * Saves what there is when the user interrupts: runs an action as the JVM goes down, unless it was
 * closed before.
 */
public final class Interruption implements AutoCloseable {
  /** The measured JVM gets the same signal and may be gone a moment before this one knows. */
  private static final long MOMENT_MILLIS = 300;

  private final Thread hook;
  private volatile boolean happened;

  public Interruption(Runnable save) {
    hook =
        new Thread(
            () -> {
              happened = true;
              save.run();
            },
            "interruption");
    Runtime.getRuntime().addShutdownHook(hook);
  }

  /** Returns if nothing was interrupted; else waits for the end of the JVM and never returns. */
  public void awaitEnd() {
    try {
      Thread.sleep(MOMENT_MILLIS);
      if (happened) {
        Thread.sleep(Long.MAX_VALUE);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void close() {
    try {
      Runtime.getRuntime().removeShutdownHook(hook);
    } catch (IllegalStateException e) {
      awaitEnd();
    }
  }
}
