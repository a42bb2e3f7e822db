package dev.lanegrad.bench.jmh;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.Test;

/** On a clock of its own: an operation takes, allocates and is compiled as a test says. */
class SettlingTest {
  private static final double MOST_SECONDS = 20;
  private static final long OBJECTS = 29_000_000;

  private final FakeProbe probe = new FakeProbe();

  private Optional<String> settle(double knownBytes) {
    return new Settling(probe, MOST_SECONDS, Settling.QUIET_SECONDS)
        .run(probe::operation, knownBytes);
  }

  @Test
  void codeThatIsCompiledSettlesInAMoment() {
    assertThat(settle(0)).isEmpty();

    assertThat(probe.seconds()).isBetween(Settling.QUIET_SECONDS, 2 * Settling.QUIET_SECONDS);
  }

  @Test
  void codeThatStillAllocatesIsWaitedFor() {
    probe.bytes = s -> s < 7 ? OBJECTS : 0;

    assertThat(settle(0)).isEmpty();

    assertThat(probe.seconds()).isBetween(7 + Settling.QUIET_SECONDS, 8.0);
  }

  @Test
  void whatIsKnownToBeAllocatedIsNotWaitedFor() {
    probe.bytes = s -> 400_000;

    assertThat(settle(400_000)).isEmpty();
    assertThat(settle(100_000)).isPresent();
  }

  @Test
  void otherThreadsMayAllocateALittle() {
    probe.others = 20_000;

    assertThat(settle(0)).isEmpty();
  }

  @Test
  void codeThatGetsFasterIsWaitedFor() {
    probe.seconds = s -> 1e-3 * Math.exp(-Math.min(5, s));

    assertThat(settle(0)).isEmpty();

    assertThat(probe.seconds()).isBetween(5 + Settling.QUIET_SECONDS, 6.0);
  }

  @Test
  void timesThatOnlySwayAreNotWaitedFor() {
    probe.seconds = s -> 1e-3 * (2 + Math.sin(40 * s));

    assertThat(settle(0)).isEmpty();

    assertThat(probe.seconds()).isLessThan(3);
  }

  @Test
  void theCompilerGetsTheProcessorToItself() {
    probe.compiles = s -> s > 1 && s < 4;
    probe.bytes = s -> s < 4 ? OBJECTS : 0;

    assertThat(settle(0)).isEmpty();

    assertThat(probe.paused).isGreaterThan(2);
    assertThat(probe.seconds()).isBetween(4 + Settling.QUIET_SECONDS, 5.0);
  }

  @Test
  void anOperationOfSecondsIsDoneOnce() {
    probe.seconds = s -> 3;

    assertThat(settle(0)).isEmpty();

    assertThat(probe.operations).isEqualTo(1);
  }

  @Test
  void whatNeverSettlesIsGivenUpWithTheReason() {
    probe.bytes = s -> OBJECTS;
    assertThat(settle(0))
        .contains(
            "after 20 s of warm-up an operation still allocated 29,000,000 bytes; compiled it"
                + " allocates none");
    assertThat(probe.seconds()).isBetween(MOST_SECONDS, MOST_SECONDS + 1);
  }

  @Test
  void aCompilerThatNeverEndsIsGivenUp() {
    probe.compiles = s -> true;

    assertThat(settle(0)).contains("after 20 s of warm-up the JVM still compiled");
  }

  @Test
  void aTimeThatAlwaysFallsIsGivenUp() {
    probe.seconds = s -> 1e-3 * Math.exp(-0.3 * s);

    assertThat(settle(0)).contains("after 20 s of warm-up its time still fell");
  }

  @Test
  void theQueuesOfTheCompilersAreRead() {
    String queues = "Current compiles: \n\nC1 compile queue:\nEmpty\n\nC2 compile queue:\n";

    assertThat(JitCompiler.isBusy(queues + "Empty\n")).isFalse();
    assertThat(JitCompiler.isBusy(queues + "1312  4  java.util.BitSet::wordIndex (5 bytes)\n"))
        .isTrue();
    assertThat(JitCompiler.isBusy("C2 CompilerThread0  1993  4  X::f (65 bytes)\n")).isTrue();
    assertThat(JitCompiler.isBusy("")).isFalse();
  }

  @Test
  void thisJvmTellsWhatItCompiles() {
    assertThat(new JitCompiler().queues()).contains("C2 compile queue:");
  }

  private interface Course {
    double at(double seconds);
  }

  private static final class FakeProbe implements Settling.Probe {
    private double now;
    private double allocated;
    private double paused;
    private long operations;
    private double others;
    private Course seconds = s -> 1e-4;
    private Course bytes = s -> 0;
    private java.util.function.DoublePredicate compiles = s -> false;

    void operation() {
      allocated += bytes.at(now);
      now += seconds.at(now);
      operations++;
    }

    double seconds() {
      return now;
    }

    @Override
    public long nanoTime() {
      return Math.round(1e9 * now);
    }

    @Override
    public long allocatedBytes() {
      allocated += others;
      return (long) allocated;
    }

    @Override
    public boolean compiles() {
      return compiles.test(now);
    }

    @Override
    public void pause() {
      now += 0.005;
      paused += 0.005;
    }
  }
}
