package dev.lanegrad.bench.run;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Tells two measurements at once from one.
 *
 * <p>The lock is the one that JMH takes, so that a run of any JMH suite on this machine counts. JMH
 * would refuse to start; here that is a warning.
 */
public final class RunLock implements AutoCloseable {
  private final FileChannel channel;
  private final FileLock lock;
  private final boolean alone;
  private final Thread successor;

  private RunLock(FileChannel channel, FileLock lock, boolean alone) {
    this.channel = channel;
    this.lock = lock;
    this.alone = alone;
    successor =
        channel != null && lock == null
            ? Thread.ofPlatform().daemon().name("run lock").start(this::succeed)
            : null;
  }

  /** Takes the lock when the other run ends, so that a third one sees this one. */
  private void succeed() {
    try {
      channel.lock();
    } catch (IOException | OverlappingFileLockException e) {
      // This run ended first, or the other one is in this JVM.
    }
  }

  /** Takes the lock, if no other run has it; must come before JMH starts. */
  public static RunLock take() {
    return take(Path.of(System.getProperty("java.io.tmpdir"), "jmh.lock"));
  }

  static RunLock take(Path file) {
    System.setProperty("jmh.ignoreLock", "true");
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      return new RunLock(channel, lock, lock != null);
    } catch (OverlappingFileLockException e) {
      return new RunLock(channel, null, false);
    } catch (IOException e) {
      // Another user's file, who is not measuring for all that we can tell.
      return new RunLock(channel, null, !Files.isWritable(file));
    }
  }

  /** Waits until this run, which wasn't alone, has the lock. */
  void awaitLock() throws InterruptedException {
    successor.join();
  }

  /** Whether no other run had the lock. */
  public boolean alone() {
    return alone;
  }

  @Override
  public void close() {
    try {
      if (lock != null) {
        lock.release();
      }
      if (channel != null) {
        channel.close();
      }
    } catch (IOException e) {
      // The end of the process releases it.
    }
  }
}
