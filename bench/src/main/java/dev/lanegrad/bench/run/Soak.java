package dev.lanegrad.bench.run;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.jmh.Training;
import dev.lanegrad.kernel.Kernels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Captured steps for a long time: does the heap grow, does the loss stay a number, the speed? */
public final class Soak {
  /** Readings of heap, loss and speed. */
  private static final int INTERVALS = 20;

  /** How long the clock is left alone: the median of such stretches is the speed of an interval. */
  private static final long STRETCH = 5_000_000;

  private static final int MOST_STRETCHES = 100_000;

  private final Training training;
  private final double[] stretches = new double[MOST_STRETCHES];

  public Soak(Network network) {
    training = new Training(network);
  }

  /**
   * What was read at the end of an interval.
   *
   * @param steps since the start
   * @param nanoseconds of a step, the median of the interval
   * @param heap bytes that a collection of garbage left
   * @param loss of the last step
   */
  public record Reading(long steps, double nanoseconds, long heap, float loss) {
    /** A line about it. */
    public String text() {
      return String.format(
          Locale.ROOT,
          "%,15d steps  %12.3f µs a step  heap %,11d bytes  loss %g",
          steps,
          nanoseconds * 1e-3,
          heap,
          loss);
    }
  }

  /** All that was read, the first interval first. */
  public record Outcome(List<Reading> readings) {
    /** How many times the first interval's time a step of the last may take. */
    private static final double STEADY = 1.25;

    /** What the JVM itself may keep: a step that leaked a byte would leave a hundred times that. */
    private static final long FLAT = 1 << 20;

    /** What is wrong; empty if nothing. */
    public List<String> problems() {
      List<String> problems = new ArrayList<>();
      Reading first = readings.get(0);
      Reading last = readings.get(readings.size() - 1);
      if (last.heap - first.heap > FLAT) {
        problems.add(
            String.format(Locale.ROOT, "the heap grew by %,d bytes", last.heap - first.heap));
      }
      for (Reading reading : readings) {
        if (!Float.isFinite(reading.loss)) {
          problems.add(
              String.format(
                  Locale.ROOT, "the loss was %f after %,d steps", reading.loss, reading.steps));
          break;
        }
      }
      if (last.nanoseconds > STEADY * first.nanoseconds) {
        problems.add(
            String.format(
                Locale.ROOT,
                "a step took %.2f times as long in the last interval as in the first",
                last.nanoseconds / first.nanoseconds));
      }
      return problems;
    }
  }

  /**
   * Runs until the steps are done or the time is over, whichever comes first; after a while to get
   * warm, which doesn't count.
   */
  public Outcome run(long steps, double minutes, Consumer<Reading> each)
      throws InterruptedException {
    warmUp(steps);
    List<Reading> readings = new ArrayList<>();
    long start = System.nanoTime();
    long end = (long) (minutes * 60e9);
    long done = 0;
    for (int i = 1; i <= INTERVALS && done < steps; i++) {
      long until = i == INTERVALS ? steps : Math.max(done + 1, steps / INTERVALS * i);
      long by = start + end / INTERVALS * i;
      int count = 0;
      float loss = Float.NaN;
      do {
        long from = System.nanoTime();
        long before = done;
        do {
          loss = training.captured();
          done++;
        } while (done < until && Float.isFinite(loss) && System.nanoTime() - from < STRETCH);
        stretches[count++] = (double) (System.nanoTime() - from) / (done - before);
      } while (done < until
          && Float.isFinite(loss)
          && System.nanoTime() - by < 0
          && count < MOST_STRETCHES);
      Reading reading = new Reading(done, median(count), heap(), loss);
      readings.add(reading);
      each.accept(reading);
    }
    return new Outcome(readings);
  }

  private void warmUp(long steps) throws InterruptedException {
    long start = System.nanoTime();
    for (long i = 0; i <= steps / 100 && System.nanoTime() - start < 2_000_000_000L; i++) {
      training.captured();
    }
    Kernels.warmUp();
    for (long i = 0; i <= steps / 100 && System.nanoTime() - start < 4_000_000_000L; i++) {
      training.captured();
    }
    heap();
  }

  private double median(int count) {
    Arrays.sort(stretches, 0, count);
    return stretches[count / 2];
  }

  private static long heap() {
    System.gc();
    Runtime runtime = Runtime.getRuntime();
    return runtime.totalMemory() - runtime.freeMemory();
  }
}
