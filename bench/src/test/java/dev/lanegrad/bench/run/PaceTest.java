package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.lanegrad.bench.jmh.Network;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PaceTest {
  private static final Job FAST = new Job("fast", "b", Map.of(), Configuration.LOOPS, 1e-6, 1);
  private static final Job SLOW = new Job("slow", "b", Map.of(), Configuration.SCALAR, 2, 1);

  @Test
  void withTimeEnoughEveryJobGetsItsEffort() {
    Pace pace = new Pace(Collections.nCopies(3, FAST), Effort.QUICK, 1000);

    assertThat(pace.next()).isEqualTo(Effort.QUICK.of(FAST));
    assertThat(pace.next().seconds()).isEqualTo(0.2);
    assertThat(pace.secondsLeft()).isCloseTo(3 * (1 + 0.8 + 3 * 0.2 + 10 * 0.2), within(1e-6));
  }

  @Test
  void whereTimeIsShortIterationsGetShorterAndNotFewer() {
    Pace pace = new Pace(Collections.nCopies(10, FAST), Effort.QUICK, 35);

    Effort effort = pace.next();

    assertThat(effort.iterations()).isEqualTo(Effort.QUICK.iterations());
    assertThat(effort.seconds()).isCloseTo(0.1, within(0.01));
  }

  @Test
  void theWarmUpStaysHoweverShortTheTime() {
    Pace pace = new Pace(List.of(FAST), Effort.QUICK, 0);

    assertThat(pace.next().warmups()).isEqualTo(Effort.QUICK.warmups());
    assertThat(pace.next().warmupSeconds()).isEqualTo(Effort.QUICK.warmupSeconds());
    assertThat(pace.next().settleSeconds()).isEqualTo(Effort.QUICK.settleSeconds());
  }

  @Test
  void withoutAnyTimeAQuarterIsLeft() {
    Pace pace = new Pace(List.of(FAST), Effort.QUICK, 0);

    assertThat(pace.next().seconds()).isCloseTo(0.05, within(1e-9));
  }

  @Test
  void slowOperationsGetFewerIterations() {
    Pace pace = new Pace(List.of(SLOW), Effort.QUICK, Double.POSITIVE_INFINITY);

    assertThat(pace.next().warmups()).isZero();
    assertThat(pace.next().iterations()).isEqualTo(5);
  }

  @Test
  void whatIsDoneIsNotLeft() {
    Pace pace = new Pace(List.of(SLOW, FAST), Effort.QUICK, 1000);

    pace.done();
    pace.done();

    assertThat(pace.secondsLeft()).isZero();
  }

  @Test
  void oneJobThatTookLongIsNotTheRuleForAll() {
    Pace pace = new Pace(Collections.nCopies(41, FAST), Effort.QUICK, 250);
    double planned = pace.secondsLeft();

    pace.done(10 * planned / 41);

    assertThat(pace.secondsLeft()).isLessThan(2.5 * planned);
  }

  @Test
  void jobsThatAllTakeTwiceAsLongAreLearntFrom() {
    Pace pace = new Pace(Collections.nCopies(41, FAST), Effort.QUICK, Double.POSITIVE_INFINITY);
    double planned = pace.secondsLeft() / 41;

    for (int i = 0; i < 40; i++) {
      pace.done(2 * planned);
    }

    assertThat(pace.secondsLeft()).isBetween(1.7 * planned, 2.0 * planned);
  }

  @Test
  void theStandardMeasurementFitsIntoFiveMinutes() {
    List<Job> jobs = PhaseJobs.of(Network.STANDARD, Configuration.STANDARD);

    assertThat(jobs).hasSize(41);
    assertThat(new Pace(jobs, Effort.QUICK, 250).secondsLeft()).isBetween(60.0, 250.0);
    assertThat(new Pace(jobs, Effort.QUICK, 250).next().seconds()).isGreaterThan(0.08);
  }
}
