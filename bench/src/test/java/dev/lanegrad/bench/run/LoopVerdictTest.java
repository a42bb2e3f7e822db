package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import dev.lanegrad.bench.run.LoopVerdict.Timing;
import dev.lanegrad.bench.run.ScalarLoops.Code;
import java.util.Iterator;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LoopVerdictTest {
  private final LoopVerdict verdict = new LoopVerdict();

  private static Timing times(double... nanos) {
    Iterator<Double> turns = DoubleStream.of(nanos).iterator();
    return turns::next;
  }

  private static Timing always(double nanos) {
    return () -> nanos;
  }

  @Test
  void vectorsThatAreFarFasterNeedOnePairOfJvms() throws Exception {
    assertThat(verdict.isCertain()).isFalse();
    assertThat(verdict.code()).isEmpty();
    verdict.add(times(100, 95), times(400, 390));

    assertThat(verdict.isCertain()).isTrue();
    assertThat(verdict.code()).contains(Code.VECTORS);
  }

  @Test
  void whatLooksScalarIsTimedInASecondPair() throws Exception {
    verdict.add(times(100, 101), times(102, 103));
    assertThat(verdict.isCertain()).isFalse();
    verdict.add(times(100, 101), times(102, 103));

    assertThat(verdict.isCertain()).isTrue();
    assertThat(verdict.code()).contains(Code.SCALAR);
  }

  /** In one JVM the vectors, in another the scalar code came out slower than it can be. */
  @Test
  void anUnfortunateCompilationDecidesNothing() throws Exception {
    verdict.add(always(150), always(165));
    verdict.add(always(100), always(175));
    assertThat(verdict.isCertain()).isFalse();
    verdict.add(always(100), always(165));
    assertThat(verdict.isCertain()).isTrue();
    assertThat(verdict.code()).contains(Code.VECTORS);

    LoopVerdict scalar = new LoopVerdict();
    scalar.add(always(100), always(150));
    scalar.add(always(101), always(102));
    assertThat(scalar.isCertain()).isTrue();
    assertThat(scalar.code()).contains(Code.SCALAR);
  }

  /** A time that something else made longer, or that is of code that isn't compiled. */
  @Test
  void turnsGoOnUntilTheTimesFallNoMore() throws Exception {
    verdict.add(times(100, 100, 40, 40), times(150, 120, 120, 120));
    assertThat(verdict.code()).contains(Code.VECTORS);
    LoopVerdict late = new LoopVerdict();
    late.add(times(100, 30, 30), times(100, 100, 100));
    assertThat(late.code()).contains(Code.VECTORS);
    LoopVerdict disturbed = new LoopVerdict();
    disturbed.add(times(100, 100, 100), times(900, 101, 101));
    assertThat(disturbed.code()).contains(Code.SCALAR);
  }

  @ParameterizedTest
  @CsvSource({
    "1.0, SCALAR",
    "0.5, SCALAR",
    "1.2, SCALAR",
    "1.4, UNDECIDED",
    "1.6, VECTORS",
    "4, VECTORS"
  })
  void whatStaysInBetweenIsUndecided(double quotient, Code code) throws Exception {
    for (int pair = 0; !verdict.isCertain(); pair++) {
      assertThat(pair).isLessThan(3);
      verdict.add(always(100), always(100 * quotient));
    }
    assertThat(verdict.code()).contains(code);
  }

  @Test
  void ofWhatFailsNothingIsSaid() throws Exception {
    verdict.add(always(Double.NaN), always(100));

    assertThat(verdict.isCertain()).isTrue();
    assertThat(verdict.code()).isEmpty();
  }
}
