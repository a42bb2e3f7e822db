package dev.lanegrad.bench.run;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Whether a container's share of the CPU ran out during a measurement, as Linux counts in the
 * {@code cpu.stat} of control groups, of version 2 and of version 1.
 *
 * <p>A quota counts for all groups below, so all from that of this process up to the root are
 * looked at; in a container some of them may not be seen.
 */
final class Quota {
  private final Path proc;
  private final Path groups;
  private final List<Throttled> start;

  /** How often and how long all threads of a group had to wait for the next period. */
  record Throttled(long periods, double seconds) {
    static final Throttled NEVER = new Throttled(0, 0);
  }

  /** Starts to count. */
  Quota() {
    this(Path.of("/proc"), Path.of("/sys/fs/cgroup"));
  }

  Quota(Path proc, Path groups) {
    this.proc = proc;
    this.groups = groups;
    start = counts();
  }

  /** The group that waited most since the start; never, where the system doesn't tell. */
  Throttled throttled() {
    List<Throttled> now = counts();
    Throttled most = Throttled.NEVER;
    for (int i = 0; i < Math.min(now.size(), start.size()); i++) {
      long periods = now.get(i).periods - start.get(i).periods;
      if (periods > most.periods) {
        most = new Throttled(periods, now.get(i).seconds - start.get(i).seconds);
      }
    }
    return most;
  }

  /** Of each group, in an order that stays. */
  private List<Throttled> counts() {
    List<Throttled> counts = new ArrayList<>();
    for (Path group : groups()) {
      counts.add(read(group.resolve("cpu.stat")).orElse(Throttled.NEVER));
    }
    return counts;
  }

  private List<Path> groups() {
    List<Path> all = new ArrayList<>();
    try {
      // hierarchy:controllers:path, without controllers in version 2
      for (String line : Files.readAllLines(proc.resolve("self").resolve("cgroup"))) {
        String[] fields = line.split(":", 3);
        boolean second = fields.length == 3 && fields[1].isEmpty();
        if (second || fields.length == 3 && List.of(fields[1].split(",")).contains("cpu")) {
          Path root = second ? groups : groups.resolve("cpu");
          Path group = root.resolve(fields[2].replaceFirst("^/+", "")).normalize();
          while (group.startsWith(root) && !group.equals(root)) {
            all.add(group);
            group = group.getParent();
          }
          all.add(root);
        }
      }
    } catch (IOException | RuntimeException e) {
      return List.of();
    }
    return all;
  }

  private static Optional<Throttled> read(Path stat) {
    try {
      Map<String, String> values =
          Files.readAllLines(stat).stream()
              .map(line -> line.split(" "))
              .collect(Collectors.toMap(words -> words[0], words -> words[1]));
      long periods = Long.parseLong(values.getOrDefault("nr_throttled", "0"));
      // Microseconds in version 2, nanoseconds in version 1.
      double seconds =
          values.containsKey("throttled_usec")
              ? 1e-6 * Long.parseLong(values.get("throttled_usec"))
              : 1e-9 * Long.parseLong(values.getOrDefault("throttled_time", "0"));
      return Optional.of(new Throttled(periods, seconds));
    } catch (IOException | RuntimeException e) {
      return Optional.empty();
    }
  }
}
