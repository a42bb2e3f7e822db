package dev.lanegrad.bench.peers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.peers.Interleaved.Taken;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;

class InterleavedTest {
  private static final Effort SHORT = new Effort(0, 0, 3, 1, 1);

  private final ByteArrayOutputStream said = new ByteArrayOutputStream();
  private final Messages messages =
      new Messages(new PrintStream(said, true, StandardCharsets.UTF_8));
  private final List<String> calls = new ArrayList<>();

  /** Takes longer than what is called once more before each sample. */
  private Contestant slow(String name) {
    return Contestant.compiled(
        name,
        () -> {
          calls.add(name);
          LockSupport.parkNanos(2_000_000);
          return 0;
        });
  }

  @Test
  void eachRoundBeginsWithAnotherOne() {
    Map<String, Taken> taken =
        new Interleaved(SHORT, 1).measure(List.of(slow("a"), slow("b")), messages);

    // Once each to warm up, then three rounds; those for the bytes follow.
    assertThat(calls).startsWith("a", "b", "a", "b", "b", "a", "a", "b");
    assertThat(taken.get("a").seconds()).hasSize(3);
    for (double seconds : taken.get("b").seconds()) {
      assertThat(seconds).isGreaterThanOrEqualTo(1e-3);
    }
  }

  @Test
  void oneThatThrowsIsNamedAndLeftOut() {
    Contestant broken =
        Contestant.compiled(
            "broken",
            () -> {
              throw new IllegalStateException("no such function");
            });

    Map<String, Taken> taken =
        new Interleaved(SHORT, 1).measure(List.of(broken, slow("other")), messages);

    assertThat(taken).containsOnlyKeys("other");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .startsWith(Messages.PREFIX)
        .contains("ABSENT", "broken", "IllegalStateException: no such function");
  }

  private byte[] garbage;

  @Test
  void codeThatIsNotCompiledHasNoFigure() {
    Contestant boxing =
        Contestant.compiling(
                "boxing",
                () -> {
                  garbage = new byte[10_000];
                  return garbage.length;
                })
            .allocates(0);

    Map<String, Taken> taken =
        new Interleaved(SHORT, 1).measure(List.of(boxing, slow("other")), messages);

    assertThat(taken).containsOnlyKeys("other");
    assertThat(said.toString(StandardCharsets.UTF_8))
        .contains("ABSENT", "boxing", "no figure: after 10 s of warm-up", "allocates none");
  }

  @Test
  void oneThatTakesVeryLongGetsFewerRounds() {
    Effort little = new Effort(0, 0, 3, 1e-3, 1);

    Map<String, Taken> taken = new Interleaved(little, 1).measure(List.of(slow("a")), messages);

    assertThat(taken.get("a").seconds()).hasSize(1);
  }
}
