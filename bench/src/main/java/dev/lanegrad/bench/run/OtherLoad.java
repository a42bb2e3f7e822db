package dev.lanegrad.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalDouble;
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

  /** Processes that were running or waiting for a processor in the last minute. */
  OptionalDouble average() {
    try {
      return OptionalDouble.of(
          Double.parseDouble(Files.readString(proc.resolve("loadavg")).split(" ")[0]));
    } catch (IOException | NumberFormatException e) {
      return OptionalDouble.empty();
    }
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
