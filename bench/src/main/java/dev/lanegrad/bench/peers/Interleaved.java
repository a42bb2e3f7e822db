package dev.lanegrad.bench.peers;

import com.sun.management.ThreadMXBean;
import dev.lanegrad.bench.jmh.Settling;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;

/**
 * Times contestants in turns: each round has one sample of each, and each round starts with another
 * one, so that nobody always follows the same neighbour.
 */
final class Interleaved {
  /** Below this a call without a clock comes before each sample, for the caches to be its own. */
  private static final double SHORT_SECONDS = 1e-3;

  /** What is not compiled after so many times the usual warm-up gets no figure. */
  private static final double MOST_WARM = 40;

  private static final double LEAST_TO_GIVE_UP_SECONDS = 10;

  private static final int MOST_CALLS = 10_000_000;
  private static final double BYTES_SECONDS = 0.01;

  /** Threads of the others' pools, which wait a moment in a loop for more work, go to sleep. */
  private static final long SETTLE_NANOS = 3_000_000;

  private final Effort effort;
  private final boolean settles;
  private final ThreadMXBean threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
  private volatile float sink;

  /**
   * A way of timing.
   *
   * @param threads that a contestant may use
   */
  Interleaved(Effort effort, int threads) {
    this.effort = effort;
    settles = threads > 1;
  }

  /** What a contestant took: seconds of a call in each round, and bytes of heap in a call. */
  record Taken(double[] seconds, long bytes) {}

  /** Measures; one who throws is reported and left out. */
  Map<String, Taken> measure(List<Contestant> contestants, Messages messages) {
    List<Turn> turns = new ArrayList<>();
    for (Contestant contestant : contestants) {
      try {
        turns.add(new Turn(contestant, warm(contestant)));
      } catch (RuntimeException | LinkageError e) {
        messages.absent(contestant.name(), e);
      }
    }
    for (int round = 0; round < effort.rounds(); round++) {
      for (int i = 0; i < turns.size(); i++) {
        Turn turn = turns.get((i + round) % turns.size());
        if (round < turn.seconds.length) {
          if (settles) {
            LockSupport.parkNanos(SETTLE_NANOS);
          }
          turn.seconds[round] = sample(turn);
        }
      }
    }
    Map<String, Taken> taken = new LinkedHashMap<>();
    for (Turn turn : turns) {
      taken.put(turn.contestant.name(), new Taken(turn.seconds, bytes(turn)));
    }
    return taken;
  }

  /**
   * Calls until it is warm; where the JVM compiles it, until it is compiled: {@link Settling}.
   * Returns the seconds of a call at the end.
   *
   * @throws IllegalStateException where it isn't compiled after a long time
   */
  private double warm(Contestant contestant) {
    double least = contestant.warm() * effort.warmSeconds();
    long start = System.nanoTime();
    if (contestant.compiles()) {
      double most = Math.max(LEAST_TO_GIVE_UP_SECONDS, MOST_WARM * effort.warmSeconds());
      Optional<String> unsettled =
          new Settling(most).run(() -> sink = contestant.work().run(), contestant.bytes());
      if (unsettled.isPresent()) {
        throw new IllegalStateException("no figure: " + unsettled.get());
      }
    }
    double perCall;
    int calls = 1;
    do {
      perCall = time(contestant.work(), calls);
      calls = calls(perCall, effort.warmSeconds() / 10);
    } while (seconds(start) < least);
    return perCall;
  }

  private double sample(Turn turn) {
    Work work = turn.contestant.work();
    if (turn.perCall < SHORT_SECONDS) {
      sink = work.run();
    }
    return time(work, turn.calls);
  }

  private double time(Work work, int calls) {
    float sum = 0;
    long start = System.nanoTime();
    for (int i = 0; i < calls; i++) {
      sum += work.run();
    }
    double seconds = seconds(start);
    sink = sum;
    return seconds / calls;
  }

  /** Bytes that the calling thread allocates on the heap in a call. */
  private long bytes(Turn turn) {
    int calls = calls(turn.perCall, BYTES_SECONDS);
    long before = threads.getCurrentThreadAllocatedBytes();
    time(turn.contestant.work(), calls);
    long after = threads.getCurrentThreadAllocatedBytes();
    return (after - before) / calls;
  }

  private static int calls(double perCall, double seconds) {
    return (int) Math.max(1, Math.min(MOST_CALLS, seconds / Math.max(perCall, 1e-9)));
  }

  private static double seconds(long start) {
    return (System.nanoTime() - start) * 1e-9;
  }

  /** A contestant and its samples. */
  private final class Turn {
    final Contestant contestant;
    final double perCall;
    final int calls;
    final double[] seconds;

    Turn(Contestant contestant, double perCall) {
      this.contestant = contestant;
      this.perCall = perCall;
      calls = calls(perCall, effort.sampleSeconds());
      int most = (int) (effort.mostSeconds() / (perCall * calls));
      seconds = new double[Math.max(1, Math.min(effort.rounds(), most))];
      Arrays.fill(seconds, Double.NaN);
    }
  }
}
