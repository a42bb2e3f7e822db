package dev.lanegrad.bench.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Watches the machine while it measures, and tells afterwards why the figures may be wrong. */
public final class Trust {
  /** Processors kept busy by others; the housekeeping of a quiet machine takes a hundredth. */
  private static final double BUSY = 0.1;

  /** The same before the start, in the quietest of so many {@link #SECONDS}. */
  private static final double BUSY_BEFORE = 0.5;

  /** In which the build that started this may come to rest. */
  private static final int SECONDS = 5;

  private static final double STOLEN = 0.02;

  /** A clock that was this much slower at some time. */
  private static final double SLOWER = 1.05;

  private final OtherLoad load = new OtherLoad();
  private final Quota quota = new Quota();
  private final boolean alone;
  private final double before;
  private double slowest;
  private double last;

  /**
   * Begins.
   *
   * @param alone whether no other measurement runs
   */
  public Trust(boolean alone) {
    this.alone = alone;
    // The first round compiles the loop.
    Calibration.millis();
    before = Calibration.millis();
    slowest = before;
    last = before;
  }

  /** What is wrong already, before anything was measured; takes a second on a quiet machine. */
  public List<String> warningsBefore() {
    return warningsBefore(alone, OtherLoad.leastOfSeconds(SECONDS, BUSY_BEFORE));
  }

  static List<String> warningsBefore(boolean alone, double busy) {
    List<String> warnings = new ArrayList<>();
    if (!alone) {
      warnings.add(
          "another measurement runs on this machine at this moment; the figures of both are too"
              + " low.");
    }
    if (busy >= BUSY_BEFORE) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "other processes keep %.1f processors busy; wait until they are done.",
              busy));
    }
    return warnings;
  }

  /** Between two measurements, when nothing is measured. */
  public void pause() {
    last = Calibration.millis();
    slowest = Math.max(slowest, last);
  }

  /** Why the figures may be wrong, in the light of the whole run; empty if no reason was seen. */
  public List<String> warnings() {
    return warnings(
        alone,
        before,
        slowest,
        last,
        load.busy().orElse(new OtherLoad.Busy(0, 0)),
        quota.throttled());
  }

  static List<String> warnings(
      boolean alone,
      double before,
      double slowest,
      double last,
      OtherLoad.Busy busy,
      Quota.Throttled throttled) {
    List<String> warnings = new ArrayList<>();
    if (!alone) {
      warnings.add("Another measurement ran at the same time: the figures are too low.");
    }
    if (busy.processes() > BUSY) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "Other processes kept %.1f processors busy during the run: the figures are too low.",
              busy.processes()));
    }
    if (busy.guests() > STOLEN) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The host of this virtual machine gave %.0f %% of a processor to others.",
              100 * busy.guests()));
    }
    if (throttled.periods() > 0) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The CPU quota of this container ran out in %,d periods; its threads waited %.1f s for"
                  + " the next: the figures are too low.",
              throttled.periods(),
              throttled.seconds()));
    }
    if (slowest > SLOWER * before) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The CPU was throttled or shared: a loop of fixed work took %.2f ms before the run, up"
                  + " to %.2f ms during it, %.2f ms at its end.",
              before,
              slowest,
              last));
    } else if (before > SLOWER * last) {
      warnings.add(
          String.format(
              Locale.ROOT,
              "The CPU became faster: a loop of fixed work took %.2f ms before the run and %.2f ms at"
                  + " its end; what came first is too low.",
              before,
              last));
    }
    return warnings;
  }
}
