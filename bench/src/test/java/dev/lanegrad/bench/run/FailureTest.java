package dev.lanegrad.bench.run;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FailureTest {
  @ParameterizedTest
  @CsvSource({
    "'start|a.Error: x|Caused by: b.c: wrong answer, not timed: z|at a.B', 'wrong answer, not timed: z'",
    "'java.lang.ExceptionInInitializerError|  at a.B|  Caused by: a.b: no vectors', no vectors",
    "'<failure>|a.SettingError: must be|ERROR: org.openjdk.jmh.E: x|Caused by: org.openjdk.jmh.E: y', must be",
    "'start|java.lang.OutOfMemoryError: Java heap space', Java heap space",
    "'|Unrecognized VM option', Unrecognized VM option",
    "'', the JVM ended without a word",
  })
  void theMostTellingLineIsTheReason(String output, String reason) {
    assertThat(Failure.reason(output.replace('|', '\n'))).isEqualTo(reason);
  }
}
