package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.jmh.Network;
import dev.lanegrad.bench.run.Soak.Outcome;
import dev.lanegrad.bench.run.Soak.Reading;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SoakTest {
  /** On a busy machine the speed may change, so it isn't asked for. */
  @Test
  void stepsAreCountedAndReadInIntervals() throws Exception {
    List<Reading> seen = new ArrayList<>();
    Outcome outcome = new Soak(Network.parse("article")).run(20_000, 1, seen::add);
    assertThat(outcome.readings()).isEqualTo(seen).hasSizeBetween(1, 20);
    assertThat(outcome.readings().get(outcome.readings().size() - 1).steps()).isEqualTo(20_000);
    assertThat(seen).allMatch(r -> r.heap() > 0 && r.nanoseconds() > 0 && r.loss() >= 0);
    assertThat(outcome.problems()).noneMatch(p -> p.contains("heap") || p.contains("loss"));
  }

  @Test
  void theTimeEndsIt() throws Exception {
    long start = System.nanoTime();
    Outcome outcome = new Soak(Network.parse("8-4:3")).run(100_000_000, 0.02, reading -> {});
    assertThat(System.nanoTime() - start).isLessThan(60_000_000_000L);
    assertThat(outcome.readings()).hasSize(20);
  }

  @Test
  void whatIsWrongIsSaid() {
    Reading first = new Reading(100, 1000, 5 << 20, 1f);
    assertThat(new Outcome(List.of(first, new Reading(200, 1100, 5 << 20, 1f))).problems())
        .isEmpty();
    assertThat(new Outcome(List.of(first, new Reading(200, 1000, 9 << 20, 1f))).problems())
        .singleElement()
        .isEqualTo(String.format("the heap grew by %,d bytes", 4 << 20));
    assertThat(new Outcome(List.of(first, new Reading(200, 2000, 5 << 20, 1f))).problems())
        .containsExactly("a step took 2.00 times as long in the last interval as in the first");
    assertThat(new Outcome(List.of(first, new Reading(200, 1000, 0, Float.NaN))).problems())
        .containsExactly("the loss was NaN after 200 steps");
  }
}
