package dev.lanegrad.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How busy others keep the CPUs during a measurement, as Linux counts in {@code /proc}: the time
 * that all processes were given, less that of this JVM and of those that it started.
 *
 * <p>In a container {@code /proc/stat} is that of the whole machine, as it should be.
 */
final class OtherLoad {
  /** Of a second: a tick is USER_HZ, which is 100 on every Linux. */
  private static final double TICK = 0.01;

  private final Path proc;
  private final Optional<Ticks> start;

  /**
   * Times in ticks since the machine started.
   *
   * @param busy of all processors together
   * @param stolen by other guests of the same host
   * @param own of this process and of its children that ended
   */
  private record Ticks(double busy, double stolen, double own, long nanos) {}

  /** Starts to count. */
  OtherLoad() {
    this(Path.of("/proc"));
  }

  OtherLoad(Path proc) {
    this.proc = proc;
    start = ticks();
  }

  /** Processors kept busy by others since the start, and by other guests of the host. */
  record Busy(double processes, double guests) {}

  /** What others took so far; empty where the system doesn't tell, or within the first second. */
  Optional<Busy> busy() {
    Optional<Ticks> now = ticks();
    if (start.isEmpty() || now.isEmpty()) {
      return Optional.empty();
    }
    Ticks a = start.get();
    Ticks b = now.get();
    double seconds = (b.nanos - a.nanos) * 1e-9;
    if (seconds < Duration.ofSeconds(1).toSeconds()) {
      return Optional.empty();
    }
    double others = (b.busy - a.busy - (b.own - a.own)) * TICK / seconds;
    return Optional.of(new Busy(Math.max(0, others), (b.stolen - a.stolen) * TICK / seconds));
  }

  /**
   * Processors that others keep busy in the quietest of the next seconds, of which one with less
   * than {@code enough} is the last; 0 where the system doesn't tell.
   */
  static double leastOfSeconds(int seconds, double enough) {
    double least = Double.MAX_VALUE;
    for (int s = 0; s < seconds && least >= enough; s++) {
      OtherLoad load = new OtherLoad();
      try {
        Thread.sleep(Duration.ofMillis(1_050));
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        return 0;
      }
      least = Math.min(least, load.busy().map(Busy::processes).orElse(0.0));
    }
    return least;
  }

  private Optional<Ticks> ticks() {
    try {
      // cpu user nice system idle iowait irq softirq steal
      String first = Files.readString(proc.resolve("stat")).lines().findFirst().orElse("");
      double[] all = numbers(first.replaceFirst("^cpu +", ""));
      double busy = all[0] + all[1] + all[2] + all[5] + all[6];
      // After the name in parentheses: utime, stime, cutime and cstime are the 12th to the 15th.
      String self = Files.readString(proc.resolve("self").resolve("stat"));
      String[] fields = self.substring(self.lastIndexOf(')') + 2).split(" ");
      double own = Stream.of(fields).skip(11).limit(4).mapToDouble(Double::parseDouble).sum();
      return Optional.of(new Ticks(busy, all[7], own, System.nanoTime()));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }

  private static double[] numbers(String text) {
    return Stream.of(text.split(" ")).mapToDouble(Double::parseDouble).toArray();
  }
}
