package dev.lanegrad.bench.report;

import java.util.Optional;

/** A benchmark's result before and now, in one mode and with one number of threads. */
record Change(Measurement before, Measurement after) {
  /** An error of the ratio, relative to it, within which no change would be seen. */
  private static final double WIDE = 0.2;

  /** What the two say of each other. */
  enum Outcome {
    FASTER("FASTER"),
    SLOWER("SLOWER"),
    /** The error bars overlap, and are so short that a change of a fifth would be seen. */
    SAME("same"),
    /** The error bars overlap, as wide ones do. */
    UNCLEAR("? unclear"),
    NO_ERRORS("? no error bars"),
    NO_SCORE("? no score");

    private final String text;

    Outcome(String text) {
      this.text = text;
    }

    String text() {
      return text;
    }
  }

  /** Whether the units are those of one quantity, so that one can be given in the other. */
  boolean isPossible() {
    Optional<SpeedUnit> old = SpeedUnit.parse(before.score().unit());
    Optional<SpeedUnit> now = SpeedUnit.parse(after.score().unit());
    return old.isPresent() && now.isPresent()
        ? old.get().isRate() == now.get().isRate()
        : before.score().unit().equals(after.score().unit());
  }

  /** How many times as fast the new one is, whichever direction its mode counts in. */
  Estimate speed() {
    return after.isRate()
        ? inOneUnit(after).dividedBy(inOneUnit(before))
        : inOneUnit(before).dividedBy(inOneUnit(after));
  }

  Outcome outcome() {
    Estimate old = inOneUnit(before);
    Estimate now = inOneUnit(after);
    if (!Double.isFinite(old.value()) || !Double.isFinite(now.value())) {
      return Outcome.NO_SCORE;
    } else if (!Double.isFinite(old.error()) || !Double.isFinite(now.error())) {
      return Outcome.NO_ERRORS;
    } else if (now.differsFrom(old)) {
      boolean isMore = now.value() > old.value();
      return isMore == after.isRate() ? Outcome.FASTER : Outcome.SLOWER;
    }
    return speed().relativeError() > WIDE ? Outcome.UNCLEAR : Outcome.SAME;
  }

  private static Estimate inOneUnit(Measurement m) {
    Estimate score = m.score().value();
    return SpeedUnit.parse(m.score().unit()).map(unit -> unit.inSeconds(score)).orElse(score);
  }
}
